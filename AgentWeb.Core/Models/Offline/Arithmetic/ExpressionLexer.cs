using System.Globalization;

namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>Takes the pieces of an expression from its text, one at a time and only what is asked for.</summary>
internal sealed class ExpressionLexer(string text)
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
    private int _at;
    private int _argumentDepth;

    /// <summary>Whether nothing but white space is left.</summary>
    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return _at == text.Length;
        }
    }

    /// <summary>Commas separate arguments until <see cref="LeaveArguments"/>; outside they group thousands.</summary>
    public void EnterArguments() => _argumentDepth++;

    /// <summary>The end of what <see cref="EnterArguments"/> began.</summary>
    public void LeaveArguments() => _argumentDepth--;

    /// <summary>The next character if it is one of <paramref name="characters"/>; a doubled star is a power, not one of them.</summary>
    public char? TakeAny(string characters)
    {
        SkipSpace();
        if (_at < text.Length && characters.Contains(text[_at], StringComparison.Ordinal) && !IsDoubleStar())
        {
            return text[_at++];
        }

        return null;
    }

    /// <summary>Takes <c>^</c> or <c>**</c>.</summary>
    public bool TakePower()
    {
        SkipSpace();
        if (IsDoubleStar())
        {
            _at += 2;
            return true;
        }

        return TakeAny("^") is not null;
    }

    /// <summary>Takes <paramref name="word"/> if it comes next.</summary>
    public bool TakeWord(string word)
    {
        SkipSpace();
        var end = _at + word.Length;
        var isNext = string.Compare(text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end >= text.Length || !char.IsLetter(text[end]));
        _at = isNext ? end : _at;
        return isNext;
    }

    /// <summary>The name of a function or constant, in lower case.</summary>
    public string? TakeName()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetter(text[_at]) || text[_at] == 'π'))
        {
            _at++;
        }

        return _at > start ? text[start.._at].ToLowerInvariant() : null;
    }

    /// <summary>A number without sign: <c>2,340</c>, <c>17.5</c>, <c>.5</c>.</summary>
    /// <exception cref="OverflowException">It has too many digits.</exception>
    public decimal? TakeNumber()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || IsDecimalPoint() || IsThousandsSeparator(start)))
        {
            _at++;
        }

        if (_at == start)
        {
            return null;
        }

        var digits = text.AsSpan(start, _at - start);
        return decimal.TryParse(digits, Digits, CultureInfo.InvariantCulture, out var number) ? number
            : digits.Count('.') > 1 ? null
            : throw new OverflowException();
    }

    private bool IsDecimalPoint() => text[_at] == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]);

    private bool IsThousandsSeparator(int start) =>
        _argumentDepth == 0 && text[_at] == ',' && _at > start
        && _at + 3 < text.Length && text.AsSpan(_at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (_at + 4 == text.Length || !char.IsAsciiDigit(text[_at + 4]));

    private bool IsDoubleStar() => _at + 1 < text.Length && text[_at] == '*' && text[_at + 1] == '*';

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }
}
