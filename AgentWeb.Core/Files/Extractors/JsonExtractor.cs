using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgentWeb.Core.Data.Entities;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>
/// JSON, also one value a line: a part is an object of a list, with its place above and each value with its name. What is data rather
/// than text, such as a picture in base64, is left out.
/// </summary>
internal sealed class JsonExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    private const int MaxPartLength = 1200;

    /// <summary>Longest run without a space that is taken for text.</summary>
    private const int LongestWord = 400;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Json };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new StringBuilder();
        var place = new JsonPath();
        var origin = 0;
        await foreach (var token in new JsonTokens().ReadAsync(path, progress, cancellationToken))
        {
            switch (token.Type)
            {
                case JsonTokenType.PropertyName:
                    place.Name(token.Text);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    place.Count();
                    place.Enter(isList: token.Type == JsonTokenType.StartArray);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    place.Leave();
                    break;
                case JsonTokenType.Null:
                    place.Count();
                    continue;
                default:
                    place.Count();
                    if (IsText(token.Text))
                    {
                        if (part.Length > 0 && place.Origin > origin)
                        {
                            yield return new(part.ToString());
                            part.Clear();
                        }

                        origin = part.Length == 0 ? place.Origin : origin;
                        Append(part, place, origin, token.Text);
                    }

                    break;
            }

            if (part.Length > 0 && (place.Depth <= origin || part.Length > MaxPartLength))
            {
                yield return new(part.ToString());
                part.Clear();
            }
        }

        if (part.Length > 0)
        {
            yield return new(part.ToString());
        }
    }

    /// <summary>A part begins with its place, from which the names in it go on.</summary>
    private static void Append(StringBuilder part, JsonPath place, int origin, string value)
    {
        if (part.Length == 0)
        {
            part.Append(place.Between(0, origin));
        }

        var name = place.Between(origin, place.Depth);
        part.Append(part.Length == 0 ? "" : "\n").Append(name).Append(name.Length == 0 ? "" : ": ").Append(value);
    }

    /// <summary>Scripts without spaces are not ASCII, and encoded data is.</summary>
    private static bool IsText(string value)
    {
        var (longest, run) = (0, 0);
        foreach (var c in value)
        {
            run = char.IsWhiteSpace(c) || !char.IsAscii(c) ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return value.Length > 0 && longest <= LongestWord;
    }
}
