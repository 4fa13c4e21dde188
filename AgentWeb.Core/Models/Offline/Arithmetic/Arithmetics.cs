namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>The operations that can fail, and the functions.</summary>
internal static class Arithmetics
{
    /// <summary>The quotient; 0 and a problem for a division by zero.</summary>
    public static decimal Divide(decimal left, decimal right, ref CalculationProblem problem) =>
        right != 0 ? left / right : Fail(CalculationProblem.DivisionByZero, ref problem);

    /// <summary>The remainder, with the sign of the dividend.</summary>
    public static decimal Remainder(decimal left, decimal right, ref CalculationProblem problem) =>
        right != 0 ? left % right : Fail(CalculationProblem.DivisionByZero, ref problem);

    /// <summary>The power: exact for whole exponents from 0 up, else to about 15 digits.</summary>
    /// <exception cref="OverflowException">It is too large.</exception>
    public static decimal Power(decimal number, decimal exponent, ref CalculationProblem problem)
    {
        if (number == 0 && exponent < 0)
        {
            return Fail(CalculationProblem.DivisionByZero, ref problem);
        }

        return exponent >= 0 && exponent == decimal.Truncate(exponent)
            ? WholePower(number, exponent)
            : Real(Math.Pow((double)number, (double)exponent), ref problem);
    }

    /// <summary>The value of a named constant, or null.</summary>
    public static decimal? Constant(string name) => name switch
    {
        "pi" or "π" => 3.1415926535897932384626433833m,
        "e" => 2.7182818284590452353602874714m,
        _ => null,
    };

    /// <summary>The value of a function; a problem when there is none of that name with so many arguments.</summary>
    /// <exception cref="OverflowException">It is too large.</exception>
    public static decimal Call(string name, IReadOnlyList<decimal> arguments, ref CalculationProblem problem) => (name, arguments.Count) switch
    {
        ("sqrt", 1) => Real(Math.Sqrt((double)arguments[0]), ref problem),
        ("abs", 1) => Math.Abs(arguments[0]),
        ("round", 1) => Math.Round(arguments[0], MidpointRounding.AwayFromZero),
        ("round", 2) when arguments[1] is >= 0 and <= 28 => Math.Round(arguments[0], (int)arguments[1], MidpointRounding.AwayFromZero),
        ("floor", 1) => Math.Floor(arguments[0]),
        ("ceil" or "ceiling", 1) => Math.Ceiling(arguments[0]),
        ("min", > 0) => arguments.Min(),
        ("max", > 0) => arguments.Max(),
        ("sum", > 0) => arguments.Sum(),
        ("avg" or "average" or "mean", > 0) => arguments.Average(),
        _ => Fail(CalculationProblem.NotAnExpression, ref problem),
    };

    private static decimal WholePower(decimal number, decimal exponent)
    {
        // These would go round for ever with a huge exponent, and nothing else can without overflowing.
        if (number is 0 or 1 or -1)
        {
            return exponent == 0 ? 1 : exponent % 2 == 0 ? Math.Abs(number) : number;
        }

        var result = 1m;
        for (var factor = number; ; factor *= factor)
        {
            if (exponent % 2 != 0)
            {
                result *= factor;
            }

            exponent = decimal.Floor(exponent / 2);
            if (exponent == 0 || factor == 0)
            {
                return result;
            }
        }
    }

    private static decimal Real(double value, ref CalculationProblem problem) =>
        double.IsNaN(value) ? Fail(CalculationProblem.NoRealNumber, ref problem) : (decimal)value;

    private static decimal Fail(CalculationProblem because, ref CalculationProblem problem)
    {
        problem = problem == CalculationProblem.None ? because : problem;
        return 0;
    }
}
