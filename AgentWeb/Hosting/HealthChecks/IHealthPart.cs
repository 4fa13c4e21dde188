namespace AgentWeb.Hosting.HealthChecks;

/// <summary>A part of the server whose health is looked at. A new one is one class and one registration.</summary>
internal interface IHealthPart
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>How long a finding counts before it is looked at again.</summary>
    TimeSpan Interval { get; }

    /// <summary>Looks; is cancelled after a few seconds.</summary>
    Task<HealthFinding> CheckAsync(CancellationToken cancellationToken);
}
