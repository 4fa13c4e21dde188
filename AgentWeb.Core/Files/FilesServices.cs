using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
        services.AddSingleton<IFileStore, FolderFileStore>();
        services.AddSingleton<IncomingFiles>();
        services.AddFileReading();

        services.AddSingleton<IngestionSignal>();
        services.AddSingleton<FilesInWork>();
        services.AddSingleton<IngestionQueue>();
        services.AddSingleton<ProcessFile>();
        services.AddHostedService<IngestionLane>();
        services.AddSingleton<SweepFiles>();
        services.AddHostedService(provider => provider.GetRequiredService<SweepFiles>());

        services.AddSingleton<KeepFile>();
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
        services.AddSingleton<AwaitFiles>();
        services.AddSingleton<AttachFiles>();
        return services;
    }
}
