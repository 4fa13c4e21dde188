using AgentWeb.Components.Markdown;
using AgentWeb.Core;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Chat;

/// <summary>
/// A reply. While its run lasts it follows the run's log: it renders at the start, when the first text comes, and at the end; in
/// between only the Markdown inside it does.
/// </summary>
public sealed partial class ReplyView : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private StreamingMarkdown? _reasoning;
    private RunLog? _log;
    private long _position;
    private string _initialText = "";
    private string _initialReasoning = "";
    private IReadOnlyDictionary<int, string>? _initialSources;
    private (IReadOnlyList<Citation> Of, IReadOnlyDictionary<int, string> Names)? _names;
    private IReadOnlyList<Citation> _sources = [];
    private bool _streams;
    private bool _editing;
    private bool _showReasoning;
    private long? _reasoningSince;
    private Task _following = Task.CompletedTask;

    [Parameter, EditorRequired]
    public MessageItem Item { get; set; } = null!;

    /// <summary>The user whose conversation this is.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Whether nothing follows it: only then it can be tried again without leaving what follows behind.</summary>
    [Parameter]
    public bool IsLast { get; set; }

    /// <summary>Called once when the run has ended.</summary>
    [Parameter]
    public EventCallback OnEnded { get; set; }

    /// <summary>Called with what the person wants done.</summary>
    [Parameter, EditorRequired]
    public EventCallback<MessageCommand> OnCommand { get; set; }

    /// <summary>Called with the passage that the person wants to see.</summary>
    [Parameter]
    public EventCallback<Citation> OnCite { get; set; }

    [Inject]
    private OpenRun OpenRun { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<ReplyView> Logger { get; set; } = null!;

    /// <summary>
    /// The text as it grows; set when it is first rendered. What comes is followed from then on: what is rendered for it goes to the browser
    /// behind the first render, so nobody waits until the browser has said that it has that.
    /// </summary>
    private StreamingMarkdown? LiveText
    {
        get;
        set
        {
            field = value;
            if (_log is { } log)
            {
                _log = null;
                _following = Task.Run(() => FollowAsync(log), CancellationToken.None);
            }
        }
    }

    private string MessageId => PublicId.Format(PublicId.Message, Item.Id);

    private string? WaitingLabel => Item.Status switch
    {
        MessageStatus.Queued when Item.IsHeld => L["Goes out after the reply above"],
        MessageStatus.Queued => WaitText.Of(Item.Place, L),
        MessageStatus.Processing when Item.AskedAgain is { } retry => WaitText.Of(retry, L),
        MessageStatus.Processing when !_showReasoning => L["Thinking"],
        _ => null,
    };

    private string ReasoningLabel => Item.ReasoningMs is { } milliseconds
        ? L["Thought for {0:0} s", Math.Max(1, Math.Round(milliseconds / 1000.0))]
        : L["Thinking"];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _showReasoning = Item.Reasoning.Length > 0;
        if (Item is { IsRunning: true, RunId: { } runId } && await OpenAsync(runId, _gone.Token) is { } log)
        {
            BeginFollowing(log);
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !_gone.IsCancellationRequested;

    /// <summary>Opens the run as soon as the database answers: a reply that is not followed would never end here.</summary>
    /// <returns>Null when there is no such run.</returns>
    private async Task<RunLog?> OpenAsync(Guid runId, CancellationToken gone)
    {
        while (true)
        {
            var opened = await StorageAttempt.ReadAsync(() => OpenRun.RunAsync(OwnerId, runId, gone));
            if (opened.Error is not { Retryable: true })
            {
                return opened.Value;
            }

            await Task.Delay(Again, Time, gone);
        }
    }

    private void BeginFollowing(RunLog log)
    {
        var snapshot = log.Snapshot();
        _log = log;
        _position = log.IsCompleted ? snapshot.Number - 1 : snapshot.Number;
        _initialText = Item.TextBefore + snapshot.Text;
        _initialReasoning = snapshot.Reasoning;
        _showReasoning = snapshot.Reasoning.Length > 0;
        _sources = log.Sources.Count > 0 ? log.Sources : Item.Citations;
        _initialSources = NamesOf(_sources);
        _streams = true;
        Item.Status = log.IsCompleted ? MessageStatus.Streaming : snapshot.Status;
        Item.Place = log.Place;
    }

    private async Task FollowAsync(RunLog log)
    {
        try
        {
            using var subscription = log.Subscribe(_position);
            await foreach (var runEvent in subscription.ReadAllAsync(_gone.Token))
            {
                await ShowAsync(log, runEvent);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone; the run goes on without it.
        }
        catch (Exception failure)
        {
            LogFailed(Logger, failure, Item.RunId);
        }
    }

    private async Task ShowAsync(RunLog log, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case TextEvent text:
                if (Item.Status != MessageStatus.Streaming)
                {
                    await RenderAsync(BeginText);
                    await BeginCitingAsync(log);
                }

                await LiveText!.AppendAsync(text.Text, _gone.Token);
                break;
            case ThinkingEvent { Text: { } thought }:
                if (!_showReasoning)
                {
                    _reasoningSince = Time.GetTimestamp();
                    await RenderAsync(() => _showReasoning = true);
                }

                await (_reasoning?.AppendAsync(thought, _gone.Token) ?? ValueTask.CompletedTask);
                break;
            case StatusEvent:
                await RenderAsync(() =>
                {
                    Item.Status = log.Status is MessageStatus.Queued ? MessageStatus.Queued : MessageStatus.Processing;
                    Item.Place = log.Place;
                });
                break;
            case RetryEvent retry:
                await RenderAsync(() => Item.AskedAgain = retry);
                break;
            case MetadataEvent { Usage: { } usage } metadata:
                Item.ContextTokens = usage.InputTokens + usage.OutputTokens;
                Item.Citations = [.. _sources.Concat(Item.Citations).DistinctBy(c => c.Number).Where(c => metadata.Citations.Any(cited => cited.Number == c.Number)).OrderBy(c => c.Number)];
                break;
            case DoneEvent done:
                await EndAsync(log, done.FinishReason, done.Notice?.Code, done.Notice?.Message);
                break;
            case ErrorEvent error:
                Item.TraceId = error.TraceId;
                await EndAsync(log, finishReason: null, error.Code, error.Error);
                break;
        }
    }

    /// <summary>What the model was given is known before it answers; which of it the answer rests on, at the end.</summary>
    private async Task BeginCitingAsync(RunLog log)
    {
        if (log.Sources.Count > 0 && _sources != log.Sources)
        {
            _sources = log.Sources;
            await LiveText!.CiteAsync(NamesOf(_sources)!, _gone.Token);
        }
    }

    private void BeginText()
    {
        Item.Status = MessageStatus.Streaming;
        Item.AskedAgain = null;
        if (_reasoningSince is { } since)
        {
            Item.ReasoningMs = (long)Time.GetElapsedTime(since).TotalMilliseconds;
        }
    }

    private async Task EndAsync(RunLog log, string? finishReason, string? code, string? sentence)
    {
        await LiveText!.CompleteAsync(_gone.Token, _sources.Count > 0 ? NamesOf(Item.Citations) ?? NoNames : null);
        if (_reasoning is not null)
        {
            await _reasoning.CompleteAsync(_gone.Token);
        }

        await RenderAsync(() =>
        {
            var end = log.Snapshot();
            Item.Status = end.Status;
            Item.Text = Item.TextBefore + end.Text;
            Item.Reasoning = end.Reasoning;
            Item.FinishReason = finishReason;
            (Item.ErrorCode, Item.ErrorMessage) = (code, sentence);
        });
        await InvokeAsync(OnEnded.InvokeAsync);
    }

    private static IReadOnlyDictionary<int, string> NoNames { get; } = new Dictionary<int, string>();

    /// <summary>The names by number, the same object for the same citations; null when there are none.</summary>
    private IReadOnlyDictionary<int, string>? NamesOf(IReadOnlyList<Citation> citations)
    {
        if (citations.Count == 0)
        {
            return null;
        }

        if (_names?.Of != citations)
        {
            _names = (citations, citations.DistinctBy(c => c.Number).ToDictionary(c => c.Number, c => CitationName.Of(c, L)));
        }

        return _names.Value.Names;
    }

    private async Task CiteAsync(CiteEventArgs args)
    {
        if (_sources.Concat(Item.Citations).FirstOrDefault(c => c.Number == args.Number) is { } cited)
        {
            await OnCite.InvokeAsync(cited);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page stopped following run {RunId}")]
    private static partial void LogFailed(ILogger logger, Exception failure, Guid? runId);

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
