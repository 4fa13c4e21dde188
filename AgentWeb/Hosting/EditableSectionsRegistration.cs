using AgentWeb.Core.Accounts;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Context;
using AgentWeb.Core.Files;
using AgentWeb.Core.Models;

namespace AgentWeb.Hosting;

/// <summary>What administrators may change while the server runs. What is left out is read before the database is there, or is a secret.</summary>
internal static class EditableSectionsRegistration
{
    /// <summary>Registers the sections in the order in which they are shown.</summary>
    public static IServiceCollection AddEditableSections(this IServiceCollection services) => services
        .AddEditableSection<ChatOptions>(ChatOptions.Section)
        .AddEditableSection<QueueOptions>(QueueOptions.Section)
        .AddEditableSection<RunsOptions>(RunsOptions.Section)
        .AddEditableSection<ModelsOptions>(ModelsOptions.Section)
        .AddEditableSection<FilesOptions>(FilesOptions.Section)
        .AddEditableSection<ContextOptions>(ContextOptions.Section)
        .AddEditableSection<AccountsOptions>(AccountsOptions.Section)
        .AddEditableSection<RetentionOptions>(RetentionOptions.Section)
        .AddEditableSection<RateLimitOptions>(RateLimitOptions.Section)
        .AddEditableSection<BackupOptions>(BackupOptions.Section);
}
