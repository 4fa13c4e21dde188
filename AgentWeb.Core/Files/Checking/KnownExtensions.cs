using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Checking;

/// <summary>What the endings of names say. A name is nothing but words: it is never a path, and never decides alone.</summary>
internal static class KnownExtensions
{
    private const int Longest = 12;

    private static readonly Dictionary<string, FileKind> Kinds = new(StringComparer.Ordinal);

    static KnownExtensions()
    {
        Add(FileKind.Text, "txt text log");
        Add(FileKind.Markdown, "md markdown mdown mkd");
        Add(FileKind.Csv, "csv tsv tab");
        Add(FileKind.Json, "json jsonl ndjson geojson ipynb");
        Add(FileKind.Html, "html htm xhtml");
        Add(FileKind.Word, "docx docm dotx dotm");
        Add(FileKind.Excel, "xlsx xlsm xltx xltm");
        Add(FileKind.PowerPoint, "pptx pptm potx potm ppsx ppsm");
        Add(FileKind.Pdf, "pdf");
        Add(FileKind.Image, "png jpg jpeg jpe jfif gif webp");
        Add(FileKind.Code, "c h cc cpp cxx hpp hh cs vb fs fsx java kt kts scala groovy go rs swift m mm py pyi rb php pl pm lua r jl dart ex exs erl hs ml clj lisp scm");
        Add(FileKind.Code, "js mjs cjs jsx ts mts cts tsx vue svelte astro css scss sass less xml xsd xsl xslt svg razor cshtml aspx");
        Add(FileKind.Code, "sql sh bash zsh fish ps1 psm1 bat cmd yaml yml toml ini cfg conf properties env tf hcl proto graphql gql cmake make mk gradle diff patch tex bib");
        Add(FileKind.Code, "csproj vbproj fsproj props targets sln dockerfile makefile asm s sol zig nim v sv vhd vhdl awk sed vim el");
    }

    /// <summary>The ending of a name in small letters; empty when there is none that could say anything.</summary>
    public static string Of(string name)
    {
        var word = name.AsSpan().Trim();
        var ending = word[(word.LastIndexOfAny('.', '/', '\\') + 1)..];
        return ending.Length is > 0 and <= Longest && !ending.ContainsAnyExcept(Letters) ? ending.ToString().ToLowerInvariant() : "";
    }

    /// <summary>The kind of files whose names end so; null when it says nothing.</summary>
    public static FileKind? KindOf(string extension) => Kinds.TryGetValue(extension, out var kind) ? kind : null;

    private static System.Buffers.SearchValues<char> Letters { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static void Add(FileKind kind, string extensions)
    {
        foreach (var extension in extensions.Split(' '))
        {
            Kinds.Add(extension, kind);
        }
    }
}
