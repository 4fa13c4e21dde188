using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>A token of JSON.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Text">Name of a property, or a value as it is shown; empty for brackets.</param>
internal readonly record struct JsonToken(JsonTokenType Type, string Text);

/// <summary>Reads a file of one or more JSON values token by token: what is held is the longest value, not the file.</summary>
internal sealed class JsonTokens
{
    private const int StartSize = 64 * 1024;

    private JsonReaderState _state = new(new JsonReaderOptions
    {
        AllowMultipleValues = true,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth + 1,
    });

    private byte[] _buffer = new byte[StartSize];
    private int _filled;

    /// <summary>Most levels.</summary>
    public const int MaxDepth = 200;

    /// <summary>Reads the tokens.</summary>
    /// <exception cref="FileRefusedException">It is no JSON, nests too deep, or has a value that does not end.</exception>
    public async IAsyncEnumerable<JsonToken> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = LocalFile.OpenRead(path);
        var encoding = await TextEncodings.DetectAsync(file, cancellationToken) ?? throw new FileRefusedException(FileErrors.Damaged);
        file.Position = 0;
        var steps = new ProgressSteps(progress, file.Length);
        await using var utf8 = Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8, leaveOpen: true);
        var tokens = new List<JsonToken>();
        var isStart = true;
        bool isEnd;
        do
        {
            var read = await utf8.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            isEnd = read == 0;
            _filled += read;
            var skipped = isStart && _buffer.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            isStart = false;
            Advance(tokens, skipped, isEnd);
            foreach (var token in tokens)
            {
                yield return token;
            }

            tokens.Clear();
            steps.Report(file.Position);
        }
        while (!isEnd);
    }

    private void Advance(List<JsonToken> tokens, int skipped, bool isEnd)
    {
        var json = _buffer.AsSpan(skipped, _filled - skipped);
        var reader = new Utf8JsonReader(json, isEnd, _state);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth)
                {
                    throw new FileRefusedException(FileErrors.NestedTooDeep(MaxDepth));
                }

                tokens.Add(new(reader.TokenType, TextOf(ref reader)));
            }
        }
        catch (JsonException failure)
        {
            throw new FileRefusedException(FileErrors.JsonDamaged((failure.LineNumber ?? 0) + 1));
        }

        _state = reader.CurrentState;
        var rest = json[(int)reader.BytesConsumed..];
        rest.CopyTo(_buffer);
        _filled = rest.Length;
        if (_filled == _buffer.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= 4 * TextLines.MaxLength)
        {
            throw new FileRefusedException(FileErrors.LineTooLong(TextLines.MaxLength));
        }

        Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, 4 * TextLines.MaxLength));
    }

    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString() ?? "",
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => "",
    };
}
