using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>Tells sorts of text apart by how they begin.</summary>
internal static class TextKinds
{
    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>What a text is, if its name does not say.</summary>
    /// <param name="start">How it begins.</param>
    /// <param name="isAll">Whether that is all of it.</param>
    public static FileKind Guess(string start, bool isAll)
    {
        var text = start.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        return IsHtml(text) ? FileKind.Html
            : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.StartsWith("#!", StringComparison.Ordinal) ? FileKind.Code
            : IsJson(text) ? FileKind.Json
            : IsMarkdown(text) ? FileKind.Markdown
            : IsTable(text, isAll) ? FileKind.Csv
            : FileKind.Text;
    }

    /// <summary>Whether a text may be called what its name calls it. Almost any text may be anything; a web page may not be data.</summary>
    public static bool Agree(FileKind named, FileKind content, string start) => named switch
    {
        FileKind.Json => MayBeJson(start.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart()),
        FileKind.Csv => content != FileKind.Html,
        FileKind.Html => start.Contains('<', StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>The media type of a kind of text. Source code is sent as what it is to a browser: text.</summary>
    public static string MediaType(FileKind kind) => kind switch
    {
        FileKind.Markdown => "text/markdown",
        FileKind.Csv => "text/csv",
        FileKind.Json => "application/json",
        FileKind.Html => "text/html",
        _ => "text/plain",
    };

    /// <summary>Whether it begins as web pages do, with a comment or an XML declaration before it perhaps.</summary>
    public static bool IsHtml(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var end = text.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? "?>" : null;
            if (end is null)
            {
                break;
            }

            var at = text.IndexOf(end, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + end.Length)..].TrimStart();
        }

        foreach (var start in HtmlStarts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBeJson(ReadOnlySpan<char> text) =>
        text.Length > 0 && (text[0] is '{' or '[' or '"' or '-' or 't' or 'f' or 'n' or '/' || char.IsAsciiDigit(text[0]));

    /// <summary>A bracket, and then what may follow it.</summary>
    private static bool IsJson(ReadOnlySpan<char> text)
    {
        var next = text.Length > 1 ? text[1..].TrimStart() : default;
        return next.Length > 0 && text[0] switch
        {
            '{' => next[0] is '"' or '}',
            '[' => next[0] is '{' or '[' or '"' or ']' or '-' || char.IsAsciiDigit(next[0]),
            _ => false,
        };
    }

    private static bool IsMarkdown(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var rest = line.TrimStart('#');
            if (line.StartsWith("```", StringComparison.Ordinal) || (rest.Length < line.Length && line.Length - rest.Length <= 6 && rest.StartsWith(" ", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prose has commas too: a table has two lines at least, each with as many.</summary>
    private static bool IsTable(ReadOnlySpan<char> text, bool isAll) =>
        text.Count('\n') >= (isAll ? 1 : 2) && CsvDelimiter.Detect(text, isAll) is not null;
}
