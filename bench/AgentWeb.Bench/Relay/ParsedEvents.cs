using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace AgentWeb.Bench.Relay;

/// <summary>
/// What every server that relays a model's answer must do at the least: find the text in each event and write it in an event of its own.
/// </summary>
internal static class ParsedEvents
{
    /// <summary>Relays an answer to its end.</summary>
    public static async Task PassOnAsync(PipeReader from, PipeWriter to, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await from.ReadAsync(cancellation);
            var rest = result.Buffer;
            var written = false;
            while (TryReadText(ref rest, out var text))
            {
                if (text is not null)
                {
                    Write(to, text);
                    written = true;
                }
            }

            from.AdvanceTo(rest.Start, rest.End);
            if (written)
            {
                await to.FlushAsync(cancellation);
            }

            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private static bool TryReadText(ref ReadOnlySequence<byte> rest, out string? text)
    {
        text = null;
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            return false;
        }

        rest = reader.UnreadSequence;
        if (new SequenceReader<byte>(line).IsNext("data: {"u8))
        {
            var json = new Utf8JsonReader(line.Slice("data: ".Length));
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("content"u8) && json.Read())
                {
                    text = json.GetString();
                    break;
                }
            }
        }

        return true;
    }

    private static void Write(PipeWriter to, string text)
    {
        to.Write("data: "u8);
        using (var json = new Utf8JsonWriter((IBufferWriter<byte>)to))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        to.Write("\n\n"u8);
    }
}
