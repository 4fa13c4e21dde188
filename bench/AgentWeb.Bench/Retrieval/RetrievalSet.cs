using System.Text.Json;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Models;

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
    public static RetrievalSet Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "RetrievalSet");
        var documents = Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileName(file), file => Cut(File.ReadLines(file)), StringComparer.Ordinal);
        var questions = JsonSerializer.Deserialize<List<SetQuestion>>(File.ReadAllText(Path.Combine(folder, "questions.json")), Json)!;
        return new(documents, questions);
    }

    private static IReadOnlyList<Passage> Cut(IEnumerable<string> lines)
    {
        var passages = new List<Passage>();
        var text = new List<string>();
        var (page, title, section) = (0, "", "");
        var (startPage, startSection) = (0, "");
        void End()
        {
            var joined = string.Join("\n\n", text);
            if (joined.Length > 0)
            {
                passages.Add(new(joined, startPage, Place: null, startSection.Length > 0 ? $"{title} › {startSection}" : title, TokenEstimate.Of(joined)));
            }

            text.Clear();
        }

        foreach (var line in lines.Where(line => line.Length > 0))
        {
            var tokens = text.Sum(TokenEstimate.Of);
            if (line.StartsWith("<!-- page", StringComparison.Ordinal))
            {
                End();
                page++;
                continue;
            }

            if (line.StartsWith('#') ? tokens >= 120 : tokens >= 300)
            {
                End();
            }

            (title, section) = line.StartsWith("# ", StringComparison.Ordinal) ? (line[2..], "") : line.StartsWith('#') ? (title, line.TrimStart('#', ' ')) : (title, section);
            if (text.Count == 0)
            {
                (startPage, startSection) = (page, section);
            }

            text.Add(line.TrimStart('#', ' '));
        }

        End();
        return passages;
    }
}

/// <summary>A question.</summary>
/// <param name="Question">As a person asks it.</param>
/// <param name="Document">The document that answers it.</param>
/// <param name="Page">The page that does.</param>
/// <param name="Passage">Words of the passage that does; they stand nowhere else.</param>
internal sealed record SetQuestion(string Question, string Document, int Page, string Passage);
