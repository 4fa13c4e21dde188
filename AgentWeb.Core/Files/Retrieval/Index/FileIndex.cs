using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Language;

namespace AgentWeb.Core.Files.Retrieval.Index;

/// <summary>
/// The words of one file, gathered passage by passage. It takes about a hundred bytes for each different word and four for each passage
/// that has it: some megabytes for 500 pages. The text is not kept.
/// </summary>
internal sealed class FileIndex
{
    private readonly Dictionary<long, PostingsWriter> _terms = [];
    private readonly Dictionary<long, (int Count, bool InHeading)> _passage = [];

    /// <summary>Passages so far.</summary>
    public int Passages { get; private set; }

    /// <summary>Terms of all their texts.</summary>
    public long Length { get; private set; }

    /// <summary>What each term is found in.</summary>
    public IEnumerable<(long Term, byte[] Postings)> Terms => _terms.Select(pair => (pair.Key, pair.Value.ToArray()));

    /// <summary>Adds the next passage.</summary>
    public void Add(Passage passage)
    {
        _passage.Clear();
        var language = TermReader.LanguageOf(passage.Text);
        var length = 0;
        foreach (var term in TermReader.Terms(passage.Text, language))
        {
            var hash = TermHash.Of(term);
            _passage[hash] = (_passage.GetValueOrDefault(hash).Count + 1, InHeading: false);
            length++;
        }

        foreach (var term in TermReader.Terms(passage.Heading ?? "", language))
        {
            var hash = TermHash.Of(term);
            _passage[hash] = (_passage.GetValueOrDefault(hash).Count, InHeading: true);
        }

        foreach (var (term, (count, inHeading)) in _passage)
        {
            if (!_terms.TryGetValue(term, out var postings))
            {
                _terms.Add(term, postings = new());
            }

            postings.Add(new(Passages, count, inHeading, length));
        }

        Passages++;
        Length += length;
    }
}
