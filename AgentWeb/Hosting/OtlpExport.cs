using AgentWeb.Core;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AgentWeb.Hosting;

/// <summary>Registration of the export.</summary>
internal static class OtlpExportServices
{
    /// <summary>Registers it. Options come from the section <c>Telemetry</c>.</summary>
    public static void AddOtlpExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateKeys(TelemetryOptions.Section)
            .Validate(
                o => o.Otlp.Endpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "Telemetry:Otlp:Endpoint must be an address such as http://collector:4317.");
        services.AddHostedService<OtlpExport>();
    }
}

/// <summary>
/// Sends measurements and activities to the collector of <c>Telemetry:Otlp:Endpoint</c> (OTLP over gRPC), where one is configured: ours,
/// and those that ASP.NET Core, HTTP clients and the runtime make by themselves. Nothing of what people write is among them.
/// </summary>
internal sealed class OtlpExport(IOptions<TelemetryOptions> options) : IHostedService
{
    private static readonly string[] Meters =
        [TelemetryNames.Source, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Otlp.Endpoint is { } endpoint)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("agentweb");
            _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(o => o.Endpoint = endpoint).Build();
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(TelemetryNames.Source, "Microsoft.AspNetCore", "System.Net.Http").AddOtlpExporter(o => o.Endpoint = endpoint).Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Sends what is left, for as long as the exporter's own limit allows.
        _meters?.Dispose();
        _traces?.Dispose();
        return Task.CompletedTask;
    }
}
