using System.Globalization;

namespace AgentWeb.Bench.Database;

/// <summary>Words as rare and as common as those of a language: the second is said half as often as the first, the third a third.</summary>
internal sealed class Vocabulary
{
    /// <summary>How many words.</summary>
    public const int Size = 20_000;

    private const int SentenceLength = 8;
    private const string Consonants = "bdfghjklmnprstvz";
    private const string Vowels = "aeiou";
    private const int Syllables = 80; // One of the former, one of the latter.

    private readonly double[] _reach = new double[Size];
    private readonly Random _random = new(2);

    public Vocabulary()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            _reach[i] = sum += 1.0 / (i + 1);
        }
    }

    /// <summary>A word by its rank, 0 for the most common one: three syllables, so that words begin alike as in a language.</summary>
    public static string Word(int rank)
    {
        var number = rank * 7919L % (Syllables * Syllables * Syllables); // Neighbours in rank are none in the alphabet.
        return string.Create(CultureInfo.InvariantCulture, $"{Syllable(number)}{Syllable(number / Syllables)}{Syllable(number / Syllables / Syllables)}");
    }

    /// <summary>Some words, by chance.</summary>
    public string Sentence() => string.Join(' ', Enumerable.Range(0, SentenceLength).Select(_ => Word(Any())));

    private static string Syllable(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Consonants[(int)(number / Vowels.Length % Consonants.Length)]}{Vowels[(int)(number % Vowels.Length)]}");

    private int Any()
    {
        var found = Array.BinarySearch(_reach, _random.NextDouble() * _reach[^1]);
        return found >= 0 ? found : Math.Min(~found, Size - 1);
    }
}
