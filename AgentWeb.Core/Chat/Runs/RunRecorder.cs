using AgentWeb.Core.Context;
using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Turns what the model says into events of the run's log, and keeps count.</summary>
internal sealed class RunRecorder(RunLog log, OverlapTrimmer? trimmer, TimeProvider time)
{
    private const int MostCharactersPerToken = 8;

    private readonly long _started = time.GetTimestamp();
    private long _firstReasoning;
    private long _firstText;
    private long _lastToken;
    private DateTimeOffset? _firstTokenAt;
    private UsageDetails? _usage;
    private string? _finishReason;
    private char _pendingHighSurrogate;
    private int _updates;
    private int _characters;

    /// <summary>Whether the model produced text of the reply.</summary>
    public bool HasText => _firstText != 0;

    /// <summary>Why the model ended; <c>stop</c> when it did not say.</summary>
    public string FinishReason => _finishReason ?? "stop";

    /// <summary>Requests to the model beyond the first.</summary>
    public int Retries { get; set; }

    /// <summary>What the model was given; set before it is asked.</summary>
    public Prompt? Prompt { get; set; }

    /// <summary>
    /// Tokens so far, never more than there were: a server sends at least one with each update, and no tokenizer makes tokens of more
    /// than a few characters on average.
    /// </summary>
    public int AtLeastTokens => Math.Max(_updates, _characters / MostCharactersPerToken);

    /// <summary>How tokens come so far, for whoever looks on from another thread.</summary>
    public RunPace Pace()
    {
        var first = _firstReasoning != 0 ? _firstReasoning : _firstText;
        if (first == 0)
        {
            return default;
        }

        var streaming = time.GetElapsedTime(first, _lastToken).TotalSeconds;
        return new((long)time.GetElapsedTime(_started, first).TotalMilliseconds, streaming > 0 ? Math.Round(AtLeastTokens / streaming, 1) : null);
    }

    /// <summary>Records one update.</summary>
    public void Record(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent { Text.Length: > 0 } reasoning:
                    Mark(ref _firstReasoning);
                    log.AppendReasoning(reasoning.Text);
                    break;
                case TextContent { Text.Length: > 0 } text:
                    Mark(ref _firstText);
                    AppendText(text.Text);
                    break;
                case UsageContent usage:
                    _usage = usage.Details;
                    break;
            }
        }

        if (update.FinishReason is { } reason)
        {
            _finishReason = reason.Value;
        }
    }

    /// <summary>What is written about the run.</summary>
    public RunResult Result(RunOutcome outcome)
    {
        log.AppendText(trimmer?.Flush());
        var snapshot = log.Snapshot();
        return new(outcome, snapshot.Text, snapshot.Reasoning, Usage(snapshot), Timing())
        {
            Retries = Retries,
            Citations = Prompt is { Sources.Count: > 0 } prompt ? SupportedCitations.In(prompt.PartialReply + snapshot.Text, prompt.Sources, prompt.Cited) : null,
        };
    }

    private void AppendText(string text)
    {
        _characters += text.Length;

        // A pair of surrogates may come in two pieces; half a character is of no use to a reader.
        if (_pendingHighSurrogate != default)
        {
            text = _pendingHighSurrogate + text;
            _pendingHighSurrogate = default;
        }

        if (char.IsHighSurrogate(text[^1]))
        {
            _pendingHighSurrogate = text[^1];
            text = text[..^1];
        }

        log.AppendText(trimmer is null ? text : trimmer.Push(text));
    }

    private void Mark(ref long first)
    {
        _updates++;
        _lastToken = time.GetTimestamp();
        _firstTokenAt ??= time.GetUtcNow();
        if (first == 0)
        {
            first = _lastToken;
        }
    }

    private TokenUsage? Usage(RunSnapshot snapshot)
    {
        if (Prompt is not { } prompt)
        {
            return null;
        }

        return new()
        {
            InputTokens = _usage?.InputTokenCount ?? prompt.EstimatedTokens,
            OutputTokens = _usage?.OutputTokenCount ?? TokenEstimate.Of(snapshot.Text) + TokenEstimate.Of(snapshot.Reasoning),
            Estimated = _usage?.OutputTokenCount is null,
        };
    }

    private RunTiming Timing()
    {
        var first = _firstReasoning != 0 ? _firstReasoning : _firstText;
        if (first == 0)
        {
            return default;
        }

        return new(
            _firstTokenAt,
            time.GetElapsedTime(_started, first),
            _firstReasoning == 0 ? null : time.GetElapsedTime(_firstReasoning, _firstText != 0 ? _firstText : _lastToken),
            time.GetElapsedTime(first, _lastToken));
    }
}
