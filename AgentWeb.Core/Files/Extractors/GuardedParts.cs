using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>What every extractor owes: an end at the limit of text, a word when there is none, and an error for its owner instead of a parser's exception.</summary>
internal static class GuardedParts
{
    /// <summary>Hands the parts on.</summary>
    public static async IAsyncEnumerable<ExtractedPart> GuardAsync(
        this IAsyncEnumerable<ExtractedPart> parts, ContentLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var characters = 0L;
        await using var reading = parts.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(reading))
        {
            characters += reading.Current.Text.Length;
            if (characters > limits.Characters)
            {
                throw new FileRefusedException(FileErrors.TooMuchText(limits.Characters));
            }

            yield return reading.Current;
        }

        if (characters == 0)
        {
            throw new FileRefusedException(FileErrors.NoText);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ExtractedPart> reading)
    {
        try
        {
            return await reading.MoveNextAsync();
        }
        catch (Exception failure) when (failure is XmlException or JsonException or InvalidDataException or EndOfStreamException)
        {
            throw new FileRefusedException(FileErrors.Damaged);
        }
    }
}
