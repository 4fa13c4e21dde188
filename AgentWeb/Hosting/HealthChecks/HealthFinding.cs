namespace AgentWeb.Hosting.HealthChecks;

/// <summary>How a part of the server is.</summary>
internal enum HealthState
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>The server works, but something is not as it should be.</summary>
    Degraded,

    /// <summary>The server cannot do its work.</summary>
    Unhealthy,
}

/// <summary>What was found about a part.</summary>
/// <param name="State">How it is.</param>
/// <param name="Sentences">What is said about it.</param>
internal sealed record HealthFinding(HealthState State, params IReadOnlyList<Said> Sentences);

/// <summary>A sentence that can be said in the reader's language.</summary>
/// <param name="Words">Its English words, with places for facts.</param>
/// <param name="Facts">The facts.</param>
internal sealed record Said(string Words, params object[] Facts)
{
    /// <summary>Makes one; by this name the test of words finds it.</summary>
    public static Said Say(string words, params object[] facts) => new(words, facts);
}
