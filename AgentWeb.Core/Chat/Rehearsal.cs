using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Sends one message before anybody can, to the built-in assistant and from an account that exists only meanwhile: the first person
/// after a start would otherwise wait half a second for queries and code to be compiled. A rehearsal that fails is logged and costs
/// nothing else.
/// </summary>
internal sealed partial class Rehearsal(
    IDbContextFactory<AppDbContext> contexts, SendMessage sendMessage, GenerationQueue queue, RunGeneration runGeneration,
    RehearsedReads reads, DeleteConversation deleteConversation, CountUsage countUsage, ILogger<Rehearsal> logger) : IBeforeReady
{
    private const string Name = "rehearsal.invalid";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LeaveNoTraceAsync(cancellationToken); // Of one that was killed.
            var actor = await EnterAsync(cancellationToken);
            countUsage.LeaveOut(actor);
            await PlayAsync(actor, cancellationToken);
            await LeaveNoTraceAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    private async Task<Guid> EnterAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var actor = new AppUser { Id = Guid.CreateVersion7(), UserName = Name };
        db.Users.Add(actor);
        await db.SaveChangesAsync(cancellationToken);
        return actor.Id;
    }

    private async Task PlayAsync(Guid actor, CancellationToken cancellationToken)
    {
        var question = new SendMessageInput(
            "2 + 2", ClientMessageId: Name, ModelKey: OfflineAssistant.Key, MaxOutputTokens: 1, Opening: new(), FileIds: []);
        var sent = await sendMessage.RunAsync(actor, question, cancellationToken);
        if (!sent.Succeeded)
        {
            return;
        }

        var conversation = sent.Value.ConversationId;
        var job = await queue.TakeAsync(sent.Value.RunId, cancellationToken);
        await Task.WhenAll(
            job is null ? Task.CompletedTask : Task.Run(() => runGeneration.RunAsync(job, cancellationToken), cancellationToken),
            reads.RunAsync(actor, conversation, cancellationToken));
        await deleteConversation.RunAsync(actor, conversation, cancellationToken);
    }

    private async Task LeaveNoTraceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.UserName == Name && u.PasswordHash == null).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal failed; the first message may take a little longer")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
