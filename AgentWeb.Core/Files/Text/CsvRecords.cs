using System.Runtime.CompilerServices;
using System.Text;

namespace AgentWeb.Core.Files.Text;

/// <summary>Reads a table in text record by record: values may be in quotes, and have line ends and doubled quotes in them.</summary>
/// <param name="delimiter">What stands between values.</param>
/// <param name="maxFields">Most values of one record.</param>
internal sealed class CsvRecords(char delimiter, int maxFields)
{
    private readonly StringBuilder _value = new();
    private List<string> _fields = [];
    private bool _isQuoted;
    private bool _afterQuote;

    /// <summary>Reads the records; empty lines are none.</summary>
    /// <exception cref="FileRefusedException">A value does not end, or a record has too many.</exception>
    public async IAsyncEnumerable<List<string>> ReadAsync(
        string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var block in TextBlocks.ReadAsync(path, progress, cancellationToken))
        {
            for (var i = 0; i < block.Length; i++)
            {
                if (Take(block.Span[i]) && EndRecord() is { } record)
                {
                    yield return record;
                }
            }
        }

        if (EndRecord() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Takes a character; true when it ends the record.</summary>
    private bool Take(char c)
    {
        if (_isQuoted)
        {
            // A quote in quotes is doubled; whether this one closes, the next character tells.
            _afterQuote = c == '"';
            _isQuoted = !_afterQuote;
            if (_isQuoted)
            {
                Append(c);
            }

            return false;
        }

        if (c == '"' && (_afterQuote || _value.Length == 0))
        {
            if (_afterQuote)
            {
                Append(c);
            }

            (_isQuoted, _afterQuote) = (true, false);
            return false;
        }

        _afterQuote = false;
        if (c is '\r' or '\n')
        {
            return true;
        }

        if (c == delimiter)
        {
            EndField();
        }
        else
        {
            Append(c);
        }

        return false;
    }

    private void Append(char c)
    {
        if (_value.Length == TextLines.MaxLength)
        {
            throw new FileRefusedException(FileErrors.LineTooLong(TextLines.MaxLength));
        }

        _value.Append(c);
    }

    private void EndField()
    {
        if (_fields.Count == maxFields)
        {
            throw new FileRefusedException(FileErrors.TooManyCells(maxFields));
        }

        _fields.Add(_value.ToString());
        _value.Clear();
    }

    private List<string>? EndRecord()
    {
        (_isQuoted, _afterQuote) = (false, false);
        if (_fields.Count == 0 && string.IsNullOrWhiteSpace(_value.ToString()))
        {
            _value.Clear();
            return null;
        }

        EndField();
        var record = _fields;
        _fields = [];
        return record;
    }
}
