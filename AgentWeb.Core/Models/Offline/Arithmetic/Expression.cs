namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>
/// Evaluates arithmetic by recursive descent: <c>+ - * / ^ %</c>, <c>mod</c>, <c>of</c>, parentheses, unary signs and functions. A power
/// binds tighter than a sign before it and goes from right to left; a percentage that is added or taken away is one of what stands before it.
/// </summary>
internal sealed class Expression
{
    // Deep enough for people, and far from the end of the stack.
    private const int MaxDepth = 64;

    private readonly ExpressionLexer _lexer;
    private CalculationProblem _problem;
    private int _operations;
    private int _depth;

    private Expression(string text) => _lexer = new ExpressionLexer(text);

    /// <summary>The value of <paramref name="text"/>, or why it has none.</summary>
    public static Calculation Evaluate(string text)
    {
        var expression = new Expression(text);
        try
        {
            var value = expression.Sum();
            if (expression._problem == CalculationProblem.None && !expression._lexer.AtEnd)
            {
                expression._problem = CalculationProblem.NotAnExpression;
            }

            return expression.Result(value.Value);
        }
        catch (OverflowException)
        {
            // Decimal arithmetic has no other way to say it.
            expression._problem = CalculationProblem.TooLarge;
            return expression.Result(0);
        }
    }

    private Calculation Result(decimal value) => new(_problem == CalculationProblem.None ? value : 0, _problem, _operations);

    private Operand Sum()
    {
        var left = Product();
        while (_problem == CalculationProblem.None && _lexer.TakeAny("+-") is { } sign)
        {
            var right = Product();
            var amount = right.IsPercent && !left.IsPercent ? left.Value * right.Value : right.Value;
            left = new Operand(sign == '+' ? left.Value + amount : left.Value - amount, left.IsPercent && right.IsPercent);
            _operations++;
        }

        return left;
    }

    private Operand Product()
    {
        var left = Signed();
        while (_problem == CalculationProblem.None)
        {
            if (_lexer.TakeAny("*×·") is not null || _lexer.TakeWord("of"))
            {
                left = new Operand(left.Value * Signed().Value);
            }
            else if (_lexer.TakeAny("/÷") is not null)
            {
                left = new Operand(Arithmetics.Divide(left.Value, Signed().Value, ref _problem));
            }
            else if (_lexer.TakeWord("mod"))
            {
                left = new Operand(Arithmetics.Remainder(left.Value, Signed().Value, ref _problem));
            }
            else
            {
                break;
            }

            _operations++;
        }

        return left;
    }

    private Operand Signed()
    {
        if (++_depth > MaxDepth)
        {
            return Fail(CalculationProblem.TooDeep);
        }

        var sign = _lexer.TakeAny("+-−");
        var value = sign is null ? Power() : Signed();
        _depth--;
        return sign is null or '+' ? value : value with { Value = -value.Value };
    }

    private Operand Power()
    {
        var value = Percentage();
        if (_problem == CalculationProblem.None && _lexer.TakePower())
        {
            _operations++;
            return new Operand(Arithmetics.Power(value.Value, Signed().Value, ref _problem));
        }

        return value;
    }

    private Operand Percentage()
    {
        var value = Primary();
        if (_problem == CalculationProblem.None && _lexer.TakeAny("%") is not null)
        {
            _operations++;
            return new Operand(value / 100, IsPercent: true);
        }

        return new Operand(value);
    }

    private decimal Primary()
    {
        if (_problem != CalculationProblem.None)
        {
            return 0;
        }

        if (_lexer.TakeNumber() is { } number)
        {
            return number;
        }

        if (_lexer.TakeAny("(") is not null)
        {
            var inner = Sum();
            return Close(inner.Value);
        }

        if (_lexer.TakeAny("√") is not null)
        {
            return Root();
        }

        return _lexer.TakeName() is { } name ? Named(name) : Fail(CalculationProblem.NotAnExpression).Value;
    }

    private decimal Root()
    {
        if (++_depth > MaxDepth)
        {
            return Fail(CalculationProblem.TooDeep).Value;
        }

        _operations++;
        var number = Primary();
        _depth--;
        return Arithmetics.Call("sqrt", [number], ref _problem);
    }

    private decimal Named(string name)
    {
        if (Arithmetics.Constant(name) is { } constant)
        {
            return constant;
        }

        if (_lexer.TakeAny("(") is null)
        {
            return Fail(CalculationProblem.NotAnExpression).Value;
        }

        _operations++;
        _lexer.EnterArguments();
        var arguments = new List<decimal>();
        do
        {
            arguments.Add(Sum().Value);
        }
        while (_problem == CalculationProblem.None && _lexer.TakeAny(",;") is not null);
        _lexer.LeaveArguments();
        Close(0);
        return _problem == CalculationProblem.None ? Arithmetics.Call(name, arguments, ref _problem) : 0;
    }

    private decimal Close(decimal value) =>
        _problem == CalculationProblem.None && _lexer.TakeAny(")") is null ? Fail(CalculationProblem.NotAnExpression).Value : value;

    private Operand Fail(CalculationProblem problem)
    {
        _problem = _problem == CalculationProblem.None ? problem : _problem;
        return default;
    }
}
