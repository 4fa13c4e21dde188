using System.Runtime.InteropServices;

namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>A value on the way, which may have been written as a percentage: <c>200 + 10%</c> adds a tenth of 200.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Operand(decimal Value, bool IsPercent = false);
