namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>Why there is no result.</summary>
internal enum CalculationProblem
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>The text is no expression.</summary>
    NotAnExpression,

    /// <summary>Something is divided by zero.</summary>
    DivisionByZero,

    /// <summary>A number on the way has more than 28 digits.</summary>
    TooLarge,

    /// <summary>No real number is the result, as for the root of a negative one.</summary>
    NoRealNumber,

    /// <summary>Parentheses or powers are nested too deeply.</summary>
    TooDeep,
}
