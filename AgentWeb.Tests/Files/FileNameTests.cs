using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ada\\notes.txt", "notes.txt")]
    [InlineData("a\u0000b\r\n.txt", "ab.txt")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("Überblick 中文 🙂.md", "Überblick 中文 🙂.md")]
    [InlineData("  spaced .txt  ", "spaced .txt")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("folder/", "file")]
    public void Clean_Name_LeavesWhatIsAName(string? given, string expected) => Assert.Equal(expected, FileName.Clean(given));

    [Fact]
    public void Clean_LongName_KeepsItsExtension()
    {
        var name = FileName.Clean(new string('x', 400) + ".docx");

        Assert.Equal(StoredFile.MaxNameLength, name.Length);
        Assert.EndsWith("x.docx", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_AnyText_IsAShortNameWithoutPathOrControl() => Check.QuickThrowOnFailure(Prop.ForAll<string?>(given =>
    {
        var name = FileName.Clean(given);
        return name.Length is > 0 and <= StoredFile.MaxNameLength && name.IndexOfAny(['/', '\\']) < 0 && !name.Any(char.IsControl);
    }));
}
