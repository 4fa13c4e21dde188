using AgentWeb.Core.Models.Offline.Arithmetic;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Calculates: "What is 17.5% of 2,340?", "(2 + 3)^2 / 4".</summary>
internal sealed class ArithmeticSkill : IOfflineSkill
{
    private const int LongestExpression = 400;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestExpression)
        {
            return null;
        }

        var expression = SpokenArithmetic.ToExpression(question.Text);
        var result = Expression.Evaluate(expression);
        return result.Problem switch
        {
            CalculationProblem.NotAnExpression => null,
            CalculationProblem.None when result.Operations == 0 => null,
            CalculationProblem.None => Answer(expression, result),
            var problem => new OfflineAnswer($"`{expression}` has no result: {Explain(problem)}"),
        };
    }

    private static OfflineAnswer Answer(string expression, Calculation result)
    {
        var isRounded = NumberText.IsRounded(result.Value);
        var text = $"{Shown(expression)} {(isRounded ? "≈" : "=")} **{NumberText.Of(result.Value)}**";
        var reasoning = result.Operations > 2
            ? $"I read this as `{expression}`: {NumberText.Count(result.Operations, "operation")}, powers first, then products, then sums."
            : null;
        return new OfflineAnswer(isRounded ? $"{text}\n\nRounded to ten decimals." : text, reasoning);
    }

    // Stars and carets would be taken for markup.
    private static string Shown(string expression) => expression.AsSpan().IndexOfAny("*^_<\\") >= 0 ? $"`{expression}`" : expression;

    private static string Explain(CalculationProblem problem) => problem switch
    {
        CalculationProblem.DivisionByZero => "it divides by zero.",
        CalculationProblem.TooLarge => "a number in it has more than 28 digits, which is more than I can hold.",
        CalculationProblem.NoRealNumber => "no real number is the answer, as with the root of a negative number.",
        _ => "it is nested more deeply than I can follow.",
    };
}
