namespace AgentWeb.Hosting;

/// <summary>Where measurements go. Section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Telemetry";

    /// <summary>The OpenTelemetry collector.</summary>
    public OtlpOptions Otlp { get; set; } = new();
}

/// <summary>An OpenTelemetry collector.</summary>
internal sealed class OtlpOptions
{
    /// <summary>Its address, such as <c>http://collector:4317</c>; none sends nothing. Key <c>Telemetry:Otlp:Endpoint</c>.</summary>
    public Uri? Endpoint { get; set; }
}
