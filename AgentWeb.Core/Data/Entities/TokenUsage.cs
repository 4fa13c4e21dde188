namespace AgentWeb.Core.Data.Entities;

/// <summary>Tokens that a reply cost.</summary>
public sealed class TokenUsage
{
    /// <summary>Tokens sent to the model.</summary>
    public long InputTokens { get; set; }

    /// <summary>Tokens the model produced.</summary>
    public long OutputTokens { get; set; }

    /// <summary>The model server did not tell, so both are estimates.</summary>
    public bool Estimated { get; set; }

    /// <summary>What two runs of one message cost together; null where neither cost anything.</summary>
    public static TokenUsage? Sum(TokenUsage? a, TokenUsage? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        _ => new()
        {
            InputTokens = a.InputTokens + b.InputTokens,
            OutputTokens = a.OutputTokens + b.OutputTokens,
            Estimated = a.Estimated || b.Estimated,
        },
    };
}
