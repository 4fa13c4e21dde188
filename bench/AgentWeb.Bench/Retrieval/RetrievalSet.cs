using System.Text.Json;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Extractors;

namespace AgentWeb.Bench.Retrieval;

/// <summary>
/// Manuals, contracts and reports that were written for this, and questions in other words than theirs. A test holds that no question uses a
/// word that stands on the right page only.
/// </summary>
/// <param name="Documents">The documents by name, each cut into passages.</param>
/// <param name="Questions">The questions.</param>
internal sealed record RetrievalSet(IReadOnlyDictionary<string, IReadOnlyList<Passage>> Documents, IReadOnlyList<SetQuestion> Questions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the set from beside the program.</summary>
    /// <param name="questions">Name of the file with the questions.</param>
    public static async Task<RetrievalSet> LoadAsync(string questions)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "RetrievalSet");
        var documents = new Dictionary<string, IReadOnlyList<Passage>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            documents[Path.GetFileName(file)] = await new Chunker().Cut(PartsAsync(file), CancellationToken.None).ToListAsync();
        }

        await using var json = File.OpenRead(Path.Combine(folder, questions));
        return new(documents, (await JsonSerializer.DeserializeAsync<List<SetQuestion>>(json, Json))!);
    }

    /// <summary>The paragraphs as an extractor gives them. Pages begin at comments, since Markdown has none.</summary>
    private static async IAsyncEnumerable<ExtractedPart> PartsAsync(string file)
    {
        var page = 0;
        await foreach (var line in File.ReadLinesAsync(file))
        {
            if (line.StartsWith("<!-- page", StringComparison.Ordinal))
            {
                page++;
            }
            else if (line.Length > 0)
            {
                var text = line.TrimStart('#');
                yield return new(text.Trim(), page, Place: null, line.Length - text.Length);
            }
        }
    }
}

/// <summary>A question.</summary>
/// <param name="Question">As a person asks it.</param>
/// <param name="Document">The document that answers it.</param>
/// <param name="Page">The page that does.</param>
/// <param name="Passage">Words of the passage that does; they stand nowhere else.</param>
internal sealed record SetQuestion(string Question, string Document, int Page, string Passage);
