using System.Globalization;
using AgentWeb.Core.Models.Offline.Arithmetic;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Models.Offline;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("2+3*4", "14")]
    [InlineData("(2+3)*4", "20")]
    [InlineData("10-4-3", "3")]
    [InlineData("100/10/2", "5")]
    [InlineData("-2^2", "-4")]
    [InlineData("(-2)^2", "4")]
    [InlineData("2^3^2", "512")]
    [InlineData("2**-1", "0.5")]
    [InlineData("--3", "3")]
    [InlineData("2 - -3", "5")]
    [InlineData("15% of 240", "36.00")]
    [InlineData("200 + 10%", "220.0")]
    [InlineData("200 - 10%", "180.0")]
    [InlineData("10% + 5%", "0.15")]
    [InlineData("2,340.5 × 2", "4681.0")]
    [InlineData("1,5", null)]
    [InlineData("max(1,200)", "200")]
    [InlineData("min(4; 2; 3)", "2")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-1.255, 2)", "-1.26")]
    [InlineData("abs(-7)", "7")]
    [InlineData("sqrt(2.25)", "1.5")]
    [InlineData("√16", "4")]
    [InlineData("10 mod 4", "2")]
    [InlineData("0^0", "1")]
    [InlineData("1^100000000000", "1")]
    [InlineData(".5 + .5", "1.0")]
    [InlineData("", null)]
    [InlineData("2 +", null)]
    [InlineData("(2", null)]
    [InlineData("2)", null)]
    [InlineData("1.2.3", null)]
    [InlineData("two", null)]
    [InlineData("sqrt", null)]
    [InlineData("sqrt()", null)]
    [InlineData("abs(1, 2)", null)]
    [InlineData("3 4", null)]
    public void Evaluate_Text_ValueOrNoExpression(string text, string? expected)
    {
        var result = Expression.Evaluate(text);

        Assert.Equal(expected is null ? CalculationProblem.NotAnExpression : CalculationProblem.None, result.Problem);
        Assert.Equal(expected is null ? 0 : decimal.Parse(expected, CultureInfo.InvariantCulture), result.Value);
    }

    [Theory]
    [InlineData("1/0", CalculationProblem.DivisionByZero)]
    [InlineData("5 mod (2-2)", CalculationProblem.DivisionByZero)]
    [InlineData("0^-1", CalculationProblem.DivisionByZero)]
    [InlineData("10^29", CalculationProblem.TooLarge)]
    [InlineData("2^0.5^-99", CalculationProblem.TooLarge)]
    [InlineData("99999999999999999999999999999999999", CalculationProblem.TooLarge)]
    [InlineData("sqrt(-1)", CalculationProblem.NoRealNumber)]
    [InlineData("(-8)^0.5", CalculationProblem.NoRealNumber)]
    public void Evaluate_NoResult_SaysWhy(string text, object problem) => Assert.Equal(problem, Expression.Evaluate(text).Problem);

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("2^")]
    [InlineData("abs(")]
    [InlineData("√")]
    public void Evaluate_NestedForEver_GivesUpInsteadOfCrashing(string piece)
    {
        var result = Expression.Evaluate(string.Concat(Enumerable.Repeat(piece, 100_000)) + "1");

        Assert.NotEqual(CalculationProblem.None, result.Problem);
    }

    [Fact]
    public void Evaluate_AnyTree_IsItsValue() => Check.QuickThrowOnFailure(Prop.ForAll(Trees().ToArbitrary(), tree =>
    {
        var result = Expression.Evaluate(tree.Text);
        return tree.Value is { } value
            ? result.Problem == CalculationProblem.None && result.Value == value
            : result.Problem == CalculationProblem.DivisionByZero;
    }));

    [Fact]
    public void Evaluate_AnyText_NeverThrows() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("1", "2.5", "+", "-", "*", "/", "^", "%", "(", ")", ",", " ", "sqrt", "max(", "of", "mod", "e", "pi", "√", "..", "1,000").ListOf().ToArbitrary(),
        pieces => Expression.Evaluate(string.Concat(pieces)).Problem >= CalculationProblem.None));

    private static Gen<Tree> Trees() => Gen.Sized(size => Trees(Math.Min(size, 12)));

    private static Gen<Tree> Trees(int size)
    {
        var numbers = Gen.Choose(0, 20).Select(n => new Tree(n.ToString(CultureInfo.InvariantCulture), n));
        if (size <= 1)
        {
            return numbers;
        }

        var half = Trees(size / 2);
        var pairs = half.Two().Zip(Gen.Elements('+', '-', '*', '/'), (pair, operation) => Tree.Of(pair.Item1, operation, pair.Item2));
        var negatives = Trees(size - 1).Select(tree => new Tree($"-({tree.Text})", -tree.Value));
        return Gen.OneOf(numbers, pairs, pairs, negatives);
    }

    /// <summary>An expression and the value that C# gives it; null where it divides by zero.</summary>
    private sealed record Tree(string Text, decimal? Value)
    {
        public static Tree Of(Tree left, char operation, Tree right) => new($"({left.Text}) {operation} ({right.Text})", operation switch
        {
            _ when left.Value is null || right.Value is null => null,
            '+' => left.Value + right.Value,
            '-' => left.Value - right.Value,
            '*' => left.Value * right.Value,
            _ => right.Value == 0 ? null : left.Value / right.Value,
        });
    }
}
