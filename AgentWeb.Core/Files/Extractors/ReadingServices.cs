using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Pdf;
using AgentWeb.Core.Files.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Registration of what tells files apart, takes their text out and cuts it.</summary>
public static class ReadingServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddFileReading(this IServiceCollection services) => services
        .AddFileChecking()
        .AddSingleton<IFileExtractor, TextExtractor>()
        .AddSingleton<IFileExtractor, MarkdownExtractor>()
        .AddSingleton<IFileExtractor, CsvExtractor>()
        .AddSingleton<IFileExtractor, JsonExtractor>()
        .AddSingleton<IFileExtractor, CodeExtractor>()
        .AddSingleton<IFileExtractor, HtmlExtractor>()
        .AddSingleton<IFileExtractor, WordExtractor>()
        .AddSingleton<IFileExtractor, ExcelExtractor>()
        .AddSingleton<IFileExtractor, PowerPointExtractor>()
        .AddSingleton<IFileExtractor, PdfExtractor>()
        .AddSingleton<Poppler>()
        .AddSingleton<ReadPopplerVersion>()
        .AddSingleton<Chunker>()
        .AddSingleton<FileReader>();
}
