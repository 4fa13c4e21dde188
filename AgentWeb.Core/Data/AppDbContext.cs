using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data;

/// <summary>
/// Everything that persists. Made for one operation by <see cref="IDbContextFactory{TContext}"/> and disposed with it.
/// Each provider has a class of its own below this one only because migrations belong to a context type.
/// </summary>
public abstract class AppDbContext(DbContextOptions options) : IdentityDbContext<AppUser, AppRole, Guid>(options)
{
    /// <summary>Conversations.</summary>
    public DbSet<Conversation> Conversations => Set<Conversation>();

    /// <summary>Folders of conversations.</summary>
    public DbSet<Folder> Folders => Set<Folder>();

    /// <summary>Tags of conversations.</summary>
    public DbSet<ConversationTag> ConversationTags => Set<ConversationTag>();

    /// <summary>Messages.</summary>
    public DbSet<Message> Messages => Set<Message>();

    /// <summary>The queue.</summary>
    public DbSet<GenerationJob> Jobs => Set<GenerationJob>();

    /// <summary>The rotation of users in the queue.</summary>
    public DbSet<QueueTurn> QueueTurns => Set<QueueTurn>();

    /// <summary>Whether the queue is paused; one row at most.</summary>
    public DbSet<QueueControl> QueueControls => Set<QueueControl>();

    /// <summary>What people did with the product.</summary>
    public DbSet<ProductEvent> ProductEvents => Set<ProductEvent>();

    /// <summary>Text of replies that run.</summary>
    public DbSet<RunTextChunk> RunTextChunks => Set<RunTextChunk>();

    /// <summary>Links by which conversations are read by others.</summary>
    public DbSet<ConversationShare> Shares => Set<ConversationShare>();

    /// <summary>Texts that people use again and again.</summary>
    public DbSet<SavedPrompt> SavedPrompts => Set<SavedPrompt>();

    /// <summary>Files that people uploaded.</summary>
    public DbSet<StoredFile> Files => Set<StoredFile>();

    /// <summary>What the file store holds.</summary>
    public DbSet<FileBlob> FileBlobs => Set<FileBlob>();

    /// <summary>The text of files, in parts.</summary>
    public DbSet<FilePassage> FilePassages => Set<FilePassage>();

    /// <summary>The words of files.</summary>
    public DbSet<FileTerm> FileTerms => Set<FileTerm>();

    /// <summary>Which files went with which messages.</summary>
    public DbSet<MessageFile> MessageFiles => Set<MessageFile>();

    /// <summary>How people want the product to be.</summary>
    public DbSet<UserSettings> UserSettings => Set<UserSettings>();

    /// <summary>What administrators may have to answer for.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Sign-ins on devices and programs.</summary>
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    /// <summary>Keys of programs.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Links by which accounts are made.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Settings that administrators changed.</summary>
    public DbSet<ConfigurationOverride> ConfigurationOverrides => Set<ConfigurationOverride>();

    /// <summary>The history of those.</summary>
    public DbSet<ConfigurationChange> ConfigurationChanges => Set<ConfigurationChange>();

    /// <summary>Model servers that administrators added.</summary>
    public DbSet<ManagedEndpoint> ManagedEndpoints => Set<ManagedEndpoint>();

    /// <summary>What administrators decided about models.</summary>
    public DbSet<ModelPolicy> ModelPolicies => Set<ModelPolicy>();

    /// <summary>Who may use restricted models.</summary>
    public DbSet<ModelGrant> ModelGrants => Set<ModelGrant>();

    /// <summary>What people used, by day.</summary>
    public DbSet<UsageDay> UsageDays => Set<UsageDay>();

    /// <summary>The same by month, of months that are over.</summary>
    public DbSet<UsageMonth> UsageMonths => Set<UsageMonth>();

    /// <summary>How fast models were, by day.</summary>
    public DbSet<UsageHistogram> UsageHistograms => Set<UsageHistogram>();

    /// <summary>How long the queue was.</summary>
    public DbSet<QueueSample> QueueSamples => Set<QueueSample>();

    /// <summary>The processes that work on this database.</summary>
    public DbSet<ServerNode> Nodes => Set<ServerNode>();

    /// <summary>What cleaning last did.</summary>
    public DbSet<RetentionReport> RetentionReports => Set<RetentionReport>();

    /// <summary>Keys that protect cookies and secrets.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<MessageRole>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<MessageStatus>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<MessageFeedback>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<JobState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<TitleSource>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<ThemeChoice>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<DensityChoice>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<FileKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<FileStatus>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<JobKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<UsageMeasure>().HaveConversion<string>().HaveMaxLength(16);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }
}
