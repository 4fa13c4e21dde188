using AgentWeb.Core.Export;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Export;

public sealed class FileNamesTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Pruning roses", "Pruning roses 2026-03-01.md")]
    [InlineData("../../etc/passwd", "etc passwd 2026-03-01.md")]
    [InlineData("CON", "CON 2026-03-01.md")]
    [InlineData("a\r\nSet-Cookie: x=1; \"b\"", "a Set-Cookie x 1 b 2026-03-01.md")]
    [InlineData("réponse – 日本語", "réponse 日本語 2026-03-01.md")]
    [InlineData("invoice\u202Efdp.exe", "invoice fdp exe 2026-03-01.md")]
    [InlineData("…", "Conversation 2026-03-01.md")]
    [InlineData("", "Conversation 2026-03-01.md")]
    public void For_Title_IsSafe(string title, string expected) => Assert.Equal(expected, FileNames.For(title, Day, "md"));

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\system32\\a.dll", "a.dll")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.tar.gz", "_nul.tar.gz")]
    [InlineData("a:b*c?.txt", "a_b_c_.txt")]
    [InlineData("..", "file")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("r\u202Egnp.exe", "rgnp.exe")]
    [InlineData("日本語.txt", "日本語.txt")]
    public void InArchive_Name_IsSafe(string name, string expected) => Assert.Equal(expected, FileNames.InArchive(name));

    [Fact]
    public void InArchive_AnyName_IsOneNameOnEverySystem()
    {
        var property = Prop.ForAll<string>(name =>
        {
            var safe = FileNames.InArchive(name ?? "");
            return safe.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(safe) <= 232 && !safe.AsSpan().ContainsAny("/\\:*?\"<>|\0\r\n")
                && safe[0] is not ('.' or ' ') && safe[^1] is not ('.' or ' ');
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), property);
        Assert.EndsWith(".pdf", FileNames.InArchive(new string('語', 250) + ".pdf"), StringComparison.Ordinal);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(FileNames.InArchive(new string('語', 250) + ".pdf")) <= 200);
    }

    [Fact]
    public void For_AnyTitle_HasNothingThatMeansSomethingToAFileSystem()
    {
        var property = Prop.ForAll<string>(title =>
        {
            var name = FileNames.For(title ?? "", Day, "md");
            var stem = name[..^" 2026-03-01.md".Length];
            return name.Length <= 100 && stem.Length > 0 && stem[0] != ' ' && !stem.AsSpan().ContainsAny("/\\:*?\"<>|.%\0\r\n;");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true), property);
    }
}
