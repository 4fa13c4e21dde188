using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace AgentWeb.Bench.Load;

/// <summary>Reads one answer as server-sent events and notes when how much of it was there.</summary>
/// <param name="question">What was asked, which tells answers apart.</param>
/// <param name="textProperty">The JSON member of the events that holds new text.</param>
internal sealed class StreamClient(string question, string textProperty)
{
    private readonly byte[] _textProperty = Encoding.UTF8.GetBytes(textProperty);
    private readonly List<(long Timestamp, int Length)> _arrivals = [];
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked.</summary>
    public string Question { get; } = question;

    /// <summary>When which length was reached, in <see cref="Stopwatch"/> ticks and characters.</summary>
    public IReadOnlyList<(long Timestamp, int Length)> Arrivals => _arrivals;

    /// <summary>The whole answer as it was read.</summary>
    public string Text => _text.ToString();

    /// <summary>Completes with the first text.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(HttpResponseMessage response)
    {
        using var answer = response;
        var reader = PipeReader.Create(await answer.Content.ReadAsStreamAsync());
        while (true)
        {
            var result = await reader.ReadAsync();
            var rest = result.Buffer;
            while (TryReadLine(ref rest, out var line))
            {
                ReadLine(line);
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted)
            {
                _begun.TrySetResult();
                return;
            }
        }
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out line, (byte)'\n'))
        {
            return false;
        }

        rest = reader.UnreadSequence;
        return true;
    }

    private void ReadLine(ReadOnlySequence<byte> line)
    {
        var start = new SequenceReader<byte>(line);
        if (!start.IsNext("data: {"u8))
        {
            return;
        }

        var json = new Utf8JsonReader(line.Slice("data: ".Length));
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(_textProperty) && json.Read() && json.TokenType == JsonTokenType.String)
            {
                _text.Append(json.GetString());
                _arrivals.Add((Stopwatch.GetTimestamp(), _text.Length));
                _begun.TrySetResult();
                return;
            }
        }
    }
}
