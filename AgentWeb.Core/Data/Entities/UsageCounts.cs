namespace AgentWeb.Core.Data.Entities;

/// <summary>What is counted of the use of models.</summary>
public abstract class UsageCounts
{
    /// <summary>Runs that ended, titles and summaries counted.</summary>
    public int Requests { get; set; }

    /// <summary>Replies that the model ended by itself, of all <see cref="Replies"/>.</summary>
    public int Completed { get; set; }

    /// <summary>Replies and continuations that ended.</summary>
    public int Replies { get; set; }

    /// <summary>Continuations among them.</summary>
    public int Continuations { get; set; }

    /// <summary>Continuations that the model ended by itself.</summary>
    public int ContinuationsCompleted { get; set; }

    /// <summary>Replies that a person stopped.</summary>
    public int Stopped { get; set; }

    /// <summary>Replies that failed or broke off.</summary>
    public int Failed { get; set; }

    /// <summary>Requests to the model beyond the first of each run.</summary>
    public int Retries { get; set; }

    /// <summary>Tokens sent.</summary>
    public long InputTokens { get; set; }

    /// <summary>Tokens produced.</summary>
    public long OutputTokens { get; set; }

    /// <summary>What they cost, in millionths of the currency of the configured prices. (SQLite adds up whole numbers only.)</summary>
    public long CostMicros { get; set; }
}
