using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Checking.Formats;
using AgentWeb.Core.Files.Chunking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Registration of what tells files apart, takes their text out and cuts it.</summary>
public static class ReadingServices
{
    /// <summary>Registers it. Formats are asked in this order, and the last one takes what is text.</summary>
    public static IServiceCollection AddFileReading(this IServiceCollection services) => services
        .AddSingleton<IFileFormat, PngFormat>()
        .AddSingleton<IFileFormat, JpegFormat>()
        .AddSingleton<IFileFormat, GifFormat>()
        .AddSingleton<IFileFormat, WebPFormat>()
        .AddSingleton<IFileFormat, TextFormat>()
        .AddSingleton(provider => new FileCheck(provider.GetRequiredService<IOptions<FilesOptions>>(), provider.GetServices<IFileFormat>()))
        .AddSingleton<IFileExtractor, TextExtractor>()
        .AddSingleton<IFileExtractor, MarkdownExtractor>()
        .AddSingleton<IFileExtractor, CsvExtractor>()
        .AddSingleton<IFileExtractor, JsonExtractor>()
        .AddSingleton<IFileExtractor, CodeExtractor>()
        .AddSingleton<IFileExtractor, HtmlExtractor>()
        .AddSingleton<Chunker>();
}
