using System.Runtime.InteropServices;

namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>The result of an expression.</summary>
/// <param name="Value">The number; 0 when there is a problem.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Operations">How many operations it took; 0 for a number alone.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Calculation(decimal Value, CalculationProblem Problem, int Operations);
