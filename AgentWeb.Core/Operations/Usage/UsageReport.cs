using AgentWeb.Core.Operations.Figures;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>What was used in a period.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Days">By day, every day of the period, oldest first.</param>
/// <param name="Users">By account, those who used most first.</param>
/// <param name="Models">By model, the most used first.</param>
/// <param name="FirstToken">Time to first token, in seconds; of all users.</param>
/// <param name="TokenRate">Tokens a second; of all users.</param>
/// <param name="Wait">Time in the queue, in seconds; of all users.</param>
public sealed record UsageReport(
    UsageSum Whole, IReadOnlyList<UsageOfDay> Days, IReadOnlyList<UsageOfUser> Users, IReadOnlyList<UsageOfModel> Models, Quantiles FirstToken,
    Quantiles TokenRate, Quantiles Wait);

/// <summary>Use on a day.</summary>
public sealed record UsageOfDay(DateOnly Day, UsageSum Used);

/// <summary>Use by an account.</summary>
/// <param name="OwnerId">The account.</param>
/// <param name="User">Its e-mail address; null when it was deleted.</param>
/// <param name="Used">What it used.</param>
public sealed record UsageOfUser(Guid OwnerId, string? User, UsageSum Used);

/// <summary>Use of a model.</summary>
public sealed record UsageOfModel(string ModelKey, UsageSum Used);

/// <summary>Use, added up. Shares are null where there is nothing to divide.</summary>
public sealed record UsageSum(
    long Requests, long Replies, long Completed, long Continuations, long ContinuationsCompleted, long Stopped, long Failed, long Retries,
    long InputTokens, long OutputTokens, long CostMicros)
{
    /// <summary>Nothing.</summary>
    public static UsageSum None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Cost in the currency of the configured prices.</summary>
    public decimal Cost => CostMicros / 1_000_000m;

    /// <summary>Share of replies that the model ended by itself.</summary>
    public double? CompletedShare => Share(Completed, Replies);

    /// <summary>Share of replies that are continuations.</summary>
    public double? ContinuedShare => Share(Continuations, Replies);

    /// <summary>Share of continuations that the model ended by itself.</summary>
    public double? ContinuationSuccess => Share(ContinuationsCompleted, Continuations);

    /// <summary>Share of replies that a person stopped.</summary>
    public double? StoppedShare => Share(Stopped, Replies);

    /// <summary>Share of replies that failed or broke off.</summary>
    public double? FailedShare => Share(Failed, Replies);

    /// <summary>Requests beyond the first for each run.</summary>
    public double? RetryRate => Share(Retries, Requests);

    /// <summary>Both together.</summary>
    public static UsageSum operator +(UsageSum a, UsageSum b) => new(
        a.Requests + b.Requests, a.Replies + b.Replies, a.Completed + b.Completed, a.Continuations + b.Continuations,
        a.ContinuationsCompleted + b.ContinuationsCompleted, a.Stopped + b.Stopped, a.Failed + b.Failed, a.Retries + b.Retries,
        a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens, a.CostMicros + b.CostMicros);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
