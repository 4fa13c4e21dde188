using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Context;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Search;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>Registration of chat: sending, the queue, runs, and reading conversations.</summary>
public static class ChatServices
{
    /// <summary>Registers it. Options come from the sections <c>Chat</c>, <c>Queue</c> and <c>Runs</c>.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection(ChatOptions.Section)).ValidateKeys(ChatOptions.Section);
        services.AddOptions<QueueOptions>().Bind(configuration.GetSection(QueueOptions.Section)).ValidateKeys(QueueOptions.Section);
        services.AddOptions<RunsOptions>().Bind(configuration.GetSection(RunsOptions.Section)).ValidateKeys(RunsOptions.Section);
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateKeys(RetentionOptions.Section);
        services.TryAddSingleton(TimeProvider.System);

        services.AddAudit();
        services.AddSingleton<ConversationChanges>();
        services.AddSingleton<QueueSignal>();
        services.AddSingleton<IFileWaiter>(provider => provider.GetRequiredService<QueueSignal>());
        services.AddSingleton<FileWaits>();
        services.AddMetrics();
        services.AddSingleton<GenerationMeters>();
        services.AddSingleton(provider => new NodeIdentity(provider.GetRequiredService<IOptions<QueueOptions>>().Value.NodeName));
        services.AddSingleton<WaitEstimator>();
        services.AddSingleton<PlaceInQueue>();
        services.AddSingleton<QueuePositions>();
        services.AddHostedService(provider => provider.GetRequiredService<QueuePositions>());
        services.AddSingleton<GenerationQueue>();
        services.AddSingleton<QueueOrder>();
        services.AddSingleton<RegisterNode>();
        services.AddSingleton<IBeforeReady>(provider => provider.GetRequiredService<RegisterNode>());
        services.AddSingleton<RunRegistry>();
        services.AddSingleton<IRunningReplies>(provider => provider.GetRequiredService<RunRegistry>());
        services.AddSingleton<SnapshotWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<SnapshotWriter>());
        services.AddSingleton<AskForTitle>();
        services.AddSingleton<IBackgroundText, TitleText>();
        services.AddSingleton<IBackgroundText, SummaryText>();
        services.AddSingleton<RunBackgroundJob>();
        services.AddSingleton<CountUsage>();
        services.AddSingleton<FinishRun>();
        services.AddSingleton<ReturnJob>();
        services.AddSingleton<RunGeneration>();
        services.AddContext(configuration);
        services.AddSingleton<EndpointBreakers>();
        services.AddSingleton<ModelAttempts>();
        services.AddSingleton<RunFailures>();
        services.AddSingleton<SettleOrphans>();
        services.AddSingleton<IBeforeReady, SettleOwnJobs>();
        services.AddSingleton<LeaseKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());
        services.AddSingleton<ObeyStops>();
        services.AddHostedService(provider => provider.GetRequiredService<ObeyStops>());
        services.AddSingleton<QueueTimeouts>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueTimeouts>());
        services.AddHostedService<GenerationWorker>();

        services.AddModelAccess();
        services.AddSingleton<SendRules>();
        services.AddSingleton<SendMessage>();
        services.AddSingleton<StopOnOtherNode>();
        services.AddSingleton<StopRun>();
        services.AddSingleton<IAccountData, StopRunsOfAccount>();
        services.AddAudit();
        services.AddUserRates(configuration);
        services.AddSingleton<JobAdmission>();
        services.AddSingleton<AnnounceJob>();
        services.AddSingleton<RegenerateReply>();
        services.AddSingleton<ContinueReply>();
        services.AddSingleton<RemoveLastSegment>();
        services.AddSingleton<EditMessage>();
        services.AddSingleton<ReviseQueuedMessage>();
        services.AddSingleton<SelectMessage>();
        services.AddSingleton<DeleteMessage>();
        services.AddSingleton<RateReply>();
        services.AddSingleton<BranchConversation>();
        services.AddSingleton<RecordProductEvent>();
        services.AddSingleton<ReadProductSummary>();
        services.AddSingleton<KillRun>();
        services.AddSingleton<PauseQueue>();
        services.AddSingleton<SetJobPriority>();
        services.AddSingleton<DrainNode>();
        services.AddSingleton<ReadQueue>();
        services.AddSingleton<OpenRun>();
        services.AddSingleton<EndConversation>();
        services.AddSingleton<ReopenConversation>();
        services.AddSingleton<DeleteConversation>();
        services.AddSingleton<RestoreConversation>();
        services.AddSingleton<PurgeConversations>();
        services.AddSingleton<IRetentionTask>(provider => provider.GetRequiredService<PurgeConversations>());

        services.AddSingleton<SearchConversations>();
        services.AddSingleton<ListConversations>();
        services.AddSingleton<ListFolders>();
        services.AddSingleton<CreateFolder>();
        services.AddSingleton<RenameFolder>();
        services.AddSingleton<DeleteFolder>();
        services.AddSingleton<ListTags>();
        services.AddSingleton<GetConversation>();
        services.AddSingleton<ReadConversationSettings>();
        services.AddSingleton<CreateConversation>();
        services.AddSingleton<ReadTranscript>();
        services.AddSingleton<ListSiblings>();
        services.AddSingleton<ReadReplyDetails>();
        services.AddSingleton<ChangeConversation>();
        services.AddSingleton<MarkSeen>();
        services.AddSingleton<RehearsedReads>();
        services.AddSingleton<IBeforeReady, Rehearsal>();
        services.AddSingleton<IWarmUp, EndpointRehearsal>();
        return services;
    }
}
