namespace AgentWeb.Core.Operations.Figures;

/// <summary>How far back charts go.</summary>
public enum FigurePeriod
{
    /// <summary>The last hour, by minutes.</summary>
    Hour,

    /// <summary>The last day, by quarters of an hour.</summary>
    Day,

    /// <summary>The last week, by two hours.</summary>
    Week,
}
