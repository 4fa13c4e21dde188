using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Files.Checking;

/// <summary>Whatever the bytes are, there is an answer and no exception.</summary>
public sealed class AnyBytesProperties
{
    private static readonly string[] Extensions =
        ["", "txt", "md", "csv", "json", "html", "py", "docx", "xlsx", "pptx", "pdf", "png", "jpg", "gif", "webp", "zip", "qqq"];

    private static readonly (string Name, FileKind Kind, byte[] Content)[] Samples =
    [
        ("a.docx", FileKind.Word, OfficeDocuments.Word([OfficeDocuments.Paragraph("Part", "berschrift1"), OfficeDocuments.Table(["a", "b", "c"], ["1", "2", "3"])], ["Note"])),
        ("a.xlsx", FileKind.Excel, OfficeDocuments.Excel(("Prices", [["Item", "Price"], ["Rose", 5.1]]))),
        ("a.pptx", FileKind.PowerPoint, OfficeDocuments.PowerPoint(("Title", ["Line"], "Notes"))),
        ("a.json", FileKind.Json, """{"a":[{"b":1,"c":"text"},{"b":2}]}"""u8.ToArray()),
        ("a.csv", FileKind.Csv, "a,b\n1,\"2\n3\"\n"u8.ToArray()),
        ("a.html", FileKind.Html, "<html><h1>a</h1><p>b &amp; c<script>x</script></html>"u8.ToArray()),
        ("a.md", FileKind.Markdown, "# a\n\n```\nb\n```\n\nc\n---\n"u8.ToArray()),
        ("a.pdf", FileKind.Pdf, PdfDocument.OfText("Hello", "again")),
        .. Pictures.All(64, 48).Select(p => (p.Name, FileKind.Image, p.Content)),
    ];

    private static Gen<byte[]> Noise =>
        from sample in Gen.Elements(Samples)
        from taken in Gen.Choose(0, 12)
        from noise in ArbMap.Default.GeneratorFor<byte[]>()
        select (byte[])[.. sample.Content.Take(taken), .. noise];

    private static Gen<(string Name, FileKind Kind, byte[] Content)> Spoilt =>
        from sample in Gen.Elements(Samples)
        from places in Gen.ListOf(Gen.Choose(0, sample.Content.Length - 1))
        from value in Gen.Choose(0, 255)
        from length in Gen.Frequency((3, Gen.Constant(sample.Content.Length)), (1, Gen.Choose(1, sample.Content.Length)))
        select (sample.Name, sample.Kind, Spoil(sample.Content, places.Take(5), (byte)value, length));

    [Fact]
    public void Check_AnyBytesUnderAnyName_Answers()
    {
        using var files = new LocalFiles();
        var path = files.NewPath();
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500), Prop.ForAll(Noise.ToArbitrary(), Gen.Elements(Extensions).ToArbitrary(), async (content, extension) =>
        {
            await File.WriteAllBytesAsync(path, content);
            var found = await files.CheckAsync("a." + extension, path);
            Assert.True(found.Succeeded || found.Error.Code.Length > 0);
        }));
    }

    [Fact]
    public void CheckAndExtract_SpoiltFiles_Answer()
    {
        using var files = new LocalFiles();
        var path = files.NewPath();
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500), Prop.ForAll(Spoilt.ToArbitrary(), async spoilt =>
        {
            await File.WriteAllBytesAsync(path, spoilt.Content);
            await files.CheckAsync(spoilt.Name, path);
            try
            {
                // A process for each would take its time; what it says of rubbish has tests of its own.
                if (spoilt.Kind is not (FileKind.Image or FileKind.Pdf))
                {
                    await files.ExtractAsync(spoilt.Kind, path);
                }
            }
            catch (FileRefusedException refused)
            {
                Assert.NotEmpty(refused.Error.Message);
            }
        }));
    }

    private static byte[] Spoil(byte[] content, IEnumerable<int> places, byte value, int length)
    {
        var spoilt = content.ToArray();
        foreach (var place in places)
        {
            spoilt[place] = value;
        }

        return spoilt[..length];
    }
}
