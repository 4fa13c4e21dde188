using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AgentWeb.Core.Models;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Files;
using AgentWeb.Features.Settings;

namespace AgentWeb.Tests.Features.Settings;

/// <summary>The interface says nothing that its languages have no words for, and they have no words that it does not say.</summary>
public sealed partial class WordsTests
{
    /// <summary>Codes that only programs meet: no page sends what they refuse.</summary>
    private static readonly string[] OfPrograms =
        ["client_message_id_invalid", "client_message_id_reused", "expires_in_days_invalid", "format_invalid", "include_invalid", "invalid_refresh_token", "setting_unknown"];

    /// <summary>Codes that the host answers a visit with by itself.</summary>
    private static readonly string[] OfPages =
        ["antiforgery_token_invalid", "bad_request", "body_too_large", "file_missing", "forbidden", "internal_error", "not_found", "not_ready", "not_signed_in", "rate_limited", "request_refused"];

    public static TheoryData<string> Translations => [.. Languages.All.Where(language => language is not "en")];

    private static string Root { get; } = FindRoot();

    [Theory]
    [MemberData(nameof(Translations))]
    public void Language_Words_AreThoseOfTheSources(string language)
    {
        var said = Said();
        var known = Read(language).Keys.Where(key => !key.StartsWith(ErrorWords.Prefix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.True(said.Count > 200, "The words of the sources are not found any more.");
        Assert.Empty(said.Except(known));
        Assert.Empty(known.Except(said));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Language_Failures_AreThoseThatAPageCanShow(string language)
    {
        var failures = CoreCodes().Except(OfPrograms).Union(OfPages).ToHashSet(StringComparer.Ordinal);
        var known = Read(language).Keys
            .Where(key => key.StartsWith(ErrorWords.Prefix, StringComparison.Ordinal)).Select(key => key[ErrorWords.Prefix.Length..]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(failures.Except(known));
        Assert.Empty(known.Except(failures));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Language_Places_AreThoseOfTheEnglishWords(string language)
    {
        // What only English puts behind a figure (1st, 2nd) may be left out.
        Assert.Empty(Read(language)
            .Where(word => word.Key is not "{0}{1} in line{2}" && !Places(word.Key).SequenceEqual(Places(word.Value)))
            .Select(word => word.Key));
        Assert.Empty(Read(language).Where(word => word.Value.Contains('!', StringComparison.Ordinal)).Select(word => word.Key));
    }

    [Fact]
    public void Scripts_Words_AreThoseThatThePageCarries() =>
        Assert.Equal(Find(ScriptWord(), "js").Order(StringComparer.Ordinal), ScriptWords.All.Order(StringComparer.Ordinal));

    [Fact]
    public void Components_WordsAskedForByName_AreThoseThatAreKnownHere()
    {
        var byName = Sources("razor").Concat(Sources("cs")).SelectMany(file => ByName().Matches(File.ReadAllText(file)).Select(m => m.Value));

        Assert.Equal(["L[View.Definition.Description]", "L[group.Name]", "L[starter.Prompt]", "L[starter.Title]"], byName.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Components_Text_IsAskedFor()
    {
        var plain = Sources("razor").SelectMany(file => PlainText().Matches(Markup(file)).Select(m => $"{Path.GetFileName(file)}: {m.Value}"));

        Assert.Equal(["Wordmark.razor: >AgentWeb<"], plain);
    }

    private static HashSet<string> Said() =>
        [.. Find(Word(), "razor", "cs"), .. Find(ScriptWord(), "js"), .. OfflineAssistant.Starters.SelectMany(starter => new[] { starter.Title, starter.Prompt }), .. KindGroup.All.Select(group => group.Name), .. Descriptions()];

    /// <summary>What settings are for: said by the page of the configuration.</summary>
    private static IEnumerable<string> Descriptions() => new[] { typeof(OfflineAssistant), typeof(Words) }
        .SelectMany(type => type.Assembly.GetTypes()).Where(type => type.Namespace is not "AgentWeb.Api").SelectMany(type => type.GetProperties())
        .Select(property => property.GetCustomAttribute<DescriptionAttribute>()?.Description).OfType<string>();

    private static HashSet<string> Find(Regex words, params string[] kinds) => kinds.SelectMany(Sources)
        .SelectMany(file => words.Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["word"].Value)
        .ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> CoreCodes() => Directory.EnumerateFiles(Path.Combine(Root, "AgentWeb.Core"), "*.cs", SearchOption.AllDirectories)
        .Where(IsSource)
        .SelectMany(file => Code().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["code"].Value)
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Sources(string kind) =>
        Directory.EnumerateFiles(Path.Combine(Root, "AgentWeb"), "*." + kind, SearchOption.AllDirectories).Where(IsSource);

    private static bool IsSource(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules" or "lib" or "_framework");

    private static string Markup(string file) => File.ReadAllText(file).Split("@code", 2)[0];

    private static List<string> Places(string word) => [.. Place().Matches(word).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(string language) =>
        XDocument.Load(Path.Combine(Root, "AgentWeb", "Resources", "Features", "Settings", $"Words.{language}.resx")).Root!
            .Elements("data").ToDictionary(word => word.Attribute("name")!.Value, word => word.Element("value")!.Value, StringComparer.Ordinal);

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(thisFile, "..", "..", "..", ".."));

    [GeneratedRegex("""\b(?:(?:L|words)\[|Say\()\s*"(?<word>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\bL\[\w+(\.\w+)+\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByName();

    [GeneratedRegex("""\bsay\('(?<word>[^']+)'""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptWord();

    /// <summary>A code of a failure: what an error is made with, or a kind of failure of model servers.</summary>
    [GeneratedRegex("""\bnew(?: Error| RunFailure| ImportRefusedException)?\(\s*"(?<code>[a-z]+(?:_[a-z]+)+)",\s*\$?"|ModelErrorCode \w+ \{ get; \} = new\("(?<code>[a-z_]+)"\)|"(?<code>not_found)", \$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>Words between tags, or in an attribute that people read, that are not asked for.</summary>
    [GeneratedRegex("""(?<=[\w"/ ])>[^<>@{}()=;]*[A-Za-z]{2}[^<>@{}()=;]*<|(?:title|aria-label|placeholder|alt|Label|Hint|Anything)="[A-Za-z][^"@]*(?=")""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainText();

    [GeneratedRegex("""\{\d[^}]*\}""", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
