using System.Globalization;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Load;

/// <summary>An answer whose tokens are numbered, so that each can be found again in the bytes of a page.</summary>
internal sealed class NumberedTokens
{
    private const string Mark = "token";

    /// <summary>Ends a number: what stands behind a text in a batch may well be a digit.</summary>
    private const byte End = (byte)';';

    private static readonly byte[] MarkBytes = [.. Mark.Select(character => (byte)character)];

    private readonly int[] _ends;

    /// <summary>Makes an answer.</summary>
    public NumberedTokens(int count, double tokensPerSecond)
    {
        string[] tokens = [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Mark}{i}{(char)End} "))];
        Script = new ModelScript { Tokens = tokens, TokensPerSecond = tokensPerSecond };
        _ends = new int[count];
        for (int i = 0, end = 0; i < count; i++)
        {
            _ends[i] = end += tokens[i].Length;
        }
    }

    /// <summary>The answer.</summary>
    public ModelScript Script { get; }

    /// <summary>Length of the answer up to and with a token.</summary>
    public int EndOf(int token) => _ends[token];

    /// <summary>The numbers of the tokens in some bytes, in their order.</summary>
    public IEnumerable<int> Find(byte[] bytes)
    {
        for (var at = 0; ;)
        {
            var next = bytes.AsSpan(at).IndexOf(MarkBytes);
            if (next < 0)
            {
                yield break;
            }

            at += next + MarkBytes.Length;
            var number = -1;
            for (; at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9'; at++)
            {
                number = (Math.Max(number, 0) * 10) + (bytes[at] - '0');
            }

            if (number >= 0 && number < _ends.Length && at < bytes.Length && bytes[at] == End)
            {
                yield return number;
            }
        }
    }
}
