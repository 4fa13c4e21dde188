using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Files.Store.S3;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>Registration of files: upload, store, ingestion, and finding what is in them.</summary>
public static class FilesServices
{
    /// <summary>Registers it. Options come from the section <c>Files</c>.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateKeys(FilesOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FileChanges>();
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<IOptions<FilesOptions>>().Value.Store == FileStoreKind.S3
            ? ActivatorUtilities.CreateInstance<S3FileStore>(provider)
            : ActivatorUtilities.CreateInstance<FolderFileStore>(provider));
        services.AddSingleton<IncomingFiles>();
        services.AddFileReading();

        services.AddSingleton<IngestionSignal>();
        services.AddSingleton<FilesInWork>();
        services.AddSingleton<IngestionQueue>();
        services.AddSingleton<ReadFile>();
        services.AddSingleton<ProcessFile>();
        services.AddHostedService<IngestionLane>();
        services.AddSingleton<SweepFiles>();
        services.AddSingleton<IRetentionTask>(provider => provider.GetRequiredService<SweepFiles>());

        services.AddSingleton<FileAllowance>();
        services.AddSingleton<KeepFile>();
        services.AddSingleton<UploadPace>();
        services.AddSingleton<UploadFile>();
        services.AddSingleton<GetFile>();
        services.AddSingleton<ListFiles>();
        services.AddSingleton<OpenFile>();
        services.AddSingleton<ReadFileText>();
        services.AddSingleton<ReadPassage>();
        services.AddSingleton<DeleteFile>();
        services.AddSingleton<IAccountData, DeleteFilesOfAccount>();
        services.AddAudit();
        services.AddUserRates(configuration);
        services.AddSingleton<ReadFileUsage>();
        services.AddSingleton<ChangeProcessing>();
        services.AddSingleton<AttachFiles>();
        return services;
    }
    /// <summary>Lets files be read in processes of their own.</summary>
    /// <param name="services">The services.</param>
    /// <param name="program">A program that begins as <see cref="ReaderProgram.Of"/> says.</param>
    public static IServiceCollection AddFileReader(this IServiceCollection services, System.Reflection.Assembly program) =>
        ReaderProgram.Of(program) is { } reader ? services.AddSingleton(reader) : services;
}
