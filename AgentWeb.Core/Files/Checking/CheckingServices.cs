using AgentWeb.Core.Files.Checking.Formats;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Checking;

/// <summary>Registration of what tells files apart.</summary>
internal static class CheckingServices
{
    /// <summary>Registers it. Formats are asked in this order, and the last one takes what is text.</summary>
    public static IServiceCollection AddFileChecking(this IServiceCollection services) => services
        .AddSingleton<IFileFormat, PngFormat>()
        .AddSingleton<IFileFormat, JpegFormat>()
        .AddSingleton<IFileFormat, GifFormat>()
        .AddSingleton<IFileFormat, WebPFormat>()
        .AddSingleton<IFileFormat, OfficeFormat>()
        .AddSingleton<IFileFormat, OleFormat>()
        .AddSingleton<IFileFormat, PdfFormat>()
        .AddSingleton<IFileFormat, UnsupportedFormat>()
        .AddSingleton<IFileFormat, TextFormat>()
        .AddSingleton(provider => new FileCheck(provider.GetRequiredService<IOptionsMonitor<FilesOptions>>(), provider.GetServices<IFileFormat>()));
}
