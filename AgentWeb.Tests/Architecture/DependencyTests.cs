using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AgentWeb.Tests.Architecture;

/// <summary>Who may use whom in Core; docs/architecture.md says the same in words.</summary>
public sealed partial class DependencyTests
{
    private static readonly string[] Base = ["Results", "Startup", "Data", "Telemetry", "Messaging", "Language", "Audit"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Results"] = [],
        ["Startup"] = [],
        ["Telemetry"] = [],
        ["Messaging"] = [],
        ["Data"] = ["Startup"],
        ["Language"] = ["Data"],
        ["Audit"] = ["Data"],
        ["Configuration"] = Base,
        ["Models"] = Base,
        ["Mail"] = [],
        ["Accounts"] = [.. Base, "Models", "Mail"],
        ["Conversations"] = [.. Base, "Models", "Files"],
        ["Search"] = [.. Base, "Conversations"],
        ["Files"] = [.. Base, "Models", "Accounts"],
        ["Settings"] = [.. Base, "Models"],
        ["Export"] = [.. Base, "Models", "Conversations", "Files"],
        ["Import"] = [.. Base, "Conversations", "Export"],
        ["Sharing"] = [.. Base, "Models", "Accounts", "Conversations"],
        ["Context"] = [.. Base, "Models", "Accounts", "Conversations", "Files"],
        ["Chat"] = [.. Base, "Models", "Accounts", "Conversations", "Files", "Search", "Context"],
        ["Retention"] = [.. Base, "Chat"],
        ["Backup"] = [.. Base, "Files"],
        ["Operations"] = [.. Base, "Models", "Accounts", "Conversations", "Files", "Search", "Context", "Chat"],
    };

    private static string Root { get; } = FindRoot();

    [Fact]
    public void Core_Folders_UseOnlyWhatIsBelowThem()
    {
        var violations = new List<string>();
        foreach (var file in SourceFiles("AgentWeb.Core"))
        {
            var folder = Path.GetRelativePath(Path.Combine(Root, "AgentWeb.Core"), file).Split(Path.DirectorySeparatorChar)[0];
            if (folder.EndsWith(".cs", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(Allowed.ContainsKey(folder), $"Say in this test what {folder} may use");
            violations.AddRange(CoreNamespaces().Matches(File.ReadAllText(file))
                .Select(m => m.Groups["folder"].Value)
                .Where(used => used != folder && !Allowed[folder].Contains(used))
                .Select(used => $"{Path.GetFileName(file)} ({folder}) uses {used}"));
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void Core_NeverUsesTheHost() =>
        Assert.Empty(SourceFiles("AgentWeb.Core").Where(file => HostNamespaces().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    [Fact]
    public void SourceFiles_AreAtMost400LinesLong()
    {
        string[] projects = ["AgentWeb", "AgentWeb.Core", "AgentWeb.Tests", "AgentWeb.E2E", Path.Combine("bench", "AgentWeb.Bench")];

        Assert.Empty(projects.SelectMany(SourceFiles).Where(file => File.ReadLines(file).Count() > 400).Select(Path.GetFileName));
    }

    private static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !GeneratedFolders().IsMatch(file));

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    [GeneratedRegex(@"^using (static )?AgentWeb\.Core\.(?<folder>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CoreNamespaces();

    [GeneratedRegex(@"^using (AgentWeb\.(Api|Features|Components|Hosting)|Microsoft\.AspNetCore\.(Components|Builder|Http|Routing))\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostNamespaces();

    [GeneratedRegex(@"[/\\](obj|bin|Migrations|node_modules)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GeneratedFolders();
}
