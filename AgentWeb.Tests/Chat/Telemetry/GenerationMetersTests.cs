using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Telemetry;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat.Telemetry;

public sealed class GenerationMetersTests : IAsyncLifetime
{
    private readonly ConcurrentBag<(string Instrument, double Value, string Tags)> _measured = [];
    private readonly MeterListener _listener = new();
    private readonly string _model = "test/" + Guid.CreateVersion7().ToString("N"); // Other tests measure at the same time.
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, Text(tags))));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, Text(tags))));
        _listener.Start();
        _host = await ChatHost.StartAsync(("Runs:RetryDelay", "00:00:00.001"));
        _host.Model.Models[0] = ScriptedModel.Describe(_model["test/".Length..]);
        _ada = await _host.AddUserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Run_RetriedAndComplete_IsMeasuredAndStoredWithItsJob()
    {
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        var seen = new ConcurrentBag<Activity>();
        activities.ActivityStopped = seen.Add;
        ActivitySource.AddActivityListener(activities);

        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.Server, "No.") { Retryable = true });
        var call = await _host.Model.NextCallAsync();
        call.Say("one ", "two").Count(10, 2).End();
        await _host.EndOfAsync(sent);

        await Eventually.TrueAsync(() => Of("gen_ai.client.operation.duration").Any(), "the duration is measured");
        Assert.Single(Of("agentweb.queue.wait"));
        Assert.Equal(1, Assert.Single(Of("agentweb.generation.retries")).Value);
        Assert.Contains(_measured, m => m.Instrument == "agentweb.generation.ended" && m.Tags.Contains("outcome=complete", StringComparison.Ordinal));
        Assert.Contains(_measured, m => m.Instrument == "gen_ai.client.operation.time_to_first_chunk");
        var job = await _host.JobAsync(sent.RunId);
        Assert.Equal(1, job.Retries);
        Assert.NotNull(job.TimeToFirstTokenMs);
        Assert.True(job.TokensPerSecond > 0);
        Assert.Contains(seen, a => a.OperationName == "generation" && (string?)a.GetTagItem("gen_ai.request.model") == _model
            && (string?)a.GetTagItem("agentweb.outcome") == "complete");
    }

    [Fact]
    public async Task Run_ThatWaitedForItsFile_IsMeasuredFromWhereItStoodInLine()
    {
        var file = await _host.AddSlowFileAsync(_ada, "report.pdf");
        var sent = await _host.SendWithAsync(_ada, "What does it say?", [file]);
        await _host.AgeAsync(sent, minutes: 20);

        await _host.EndFileAsync(file, FileStatus.Cancelled);

        (await _host.Model.NextCallAsync()).Say("ok").End();
        await _host.EndOfAsync(sent);
        Assert.InRange(Assert.Single(Of("agentweb.queue.wait")).Value, 0, 60);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(';', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));

    private IEnumerable<(string Instrument, double Value, string Tags)> Of(string instrument) =>
        _measured.Where(m => m.Instrument == instrument && m.Tags.Contains(_model, StringComparison.Ordinal));
}
