using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Context.Images;
using AgentWeb.Core.Context.Sources;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context;

/// <summary>
/// Builds what the model gets: the path of messages that leads to the reply, as many of the newest as its context window holds, the
/// person's text last and verbatim. Replies without text are left out.
/// </summary>
public sealed class ContextBuilder
{
    private const string ContinueInstruction =
        "Go on with your last reply exactly where it stops. Repeat nothing of it and add no introduction. If it stops inside a word, a list, "
        + "a table or a code block, go on inside it.";

    private const int PageSize = 64;

    /// <summary>What a message costs besides its text: role and separators.</summary>
    private const int TokensPerMessage = 4;

    private readonly IDbContextFactory<AppDbContext> _contexts;
    private readonly ChooseSources _chooseSources;
    private readonly IFileStore _store;

    internal ContextBuilder(IDbContextFactory<AppDbContext> contexts, ChooseSources chooseSources, IFileStore store) =>
        (_contexts, _chooseSources, _store) = (contexts, chooseSources, store);

    /// <summary>Builds the prompt for a reply.</summary>
    public async Task<Prompt> BuildAsync(PromptInput input, CancellationToken cancellationToken)
    {
        var budget = BudgetOf(input.Model, input.OutputTokens);
        var sources = await _chooseSources.RunAsync(input, budget, cancellationToken);
        var system = SystemMessages.Of(input.Settings, sources.Message);
        var used = system.Sum(m => TokenEstimate.Of(m.Text) + TokensPerMessage);
        var partial = "";
        var messages = new List<ChatMessage>();
        if (input.Continuing)
        {
            partial = await PartialReplyAsync(input.ReplyId, budget / 2, cancellationToken);
            used += TokenEstimate.Of(partial) + TokenEstimate.Of(ContinueInstruction) + (2 * TokensPerMessage);
            messages.Add(new(ChatRole.User, ContinueInstruction));
            messages.Add(new(ChatRole.Assistant, partial));
        }

        var images = await ImagesAsync(input, cancellationToken);
        used = await AddAncestorsAsync(messages, input.ConversationId, input.ReplyId, used, budget, images, cancellationToken);
        messages.Reverse();
        messages.InsertRange(0, system);
        return new(messages, used) { PartialReply = partial, Sources = sources.Passages, Cited = sources.Cited };
    }

    /// <summary>Reads the path of messages that ends with this one, as many of the newest as the context window holds, oldest first.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="lastId">The last message; it is included.</param>
    /// <param name="model">The model, whose context window is the limit.</param>
    /// <param name="outputTokens">Tokens to leave free for what the model writes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<ChatMessage>> ReadPathAsync(
        Guid conversationId, Guid lastId, ModelDescriptor model, int outputTokens, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>();
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            var last = await db.Messages.AsNoTracking().Where(m => m.Id == lastId).Select(m => new { m.Role, m.Text }).SingleAsync(cancellationToken);
            if (last.Text.Length > 0)
            {
                messages.Add(new(RoleOf(last.Role), last.Text));
            }
        }

        var used = messages.Sum(m => TokenEstimate.Of(m.Text) + TokensPerMessage);
        await AddAncestorsAsync(messages, conversationId, lastId, used, BudgetOf(model, outputTokens), images: null, cancellationToken);
        messages.Reverse();
        return messages;
    }

    /// <summary>A window smaller than the reply may become still has to hold the question.</summary>
    private static int BudgetOf(ModelDescriptor model, int outputTokens) => Math.Max(model.ContextWindow - outputTokens, model.ContextWindow / 2);

    /// <summary>The pictures that the model sees; null when there are none or it sees none.</summary>
    private async Task<ImageRoom?> ImagesAsync(PromptInput input, CancellationToken cancellationToken)
    {
        if (!input.Settings.HasFiles || !input.Model.Vision)
        {
            return null;
        }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var images = await SentImage.OfAsync(db, input.ConversationId, cancellationToken);
        return images.Count == 0 ? null : new(images, _store);
    }

    /// <summary>Adds ancestors, newest first, until the budget is used up; the first goes in whatever its size.</summary>
    /// <returns>Tokens used in all.</returns>
    private async Task<int> AddAncestorsAsync(
        List<ChatMessage> messages, Guid conversationId, Guid replyId, int used, int budget, ImageRoom? images, CancellationToken cancellationToken)
    {
        var before = messages.Count;
        await foreach (var ancestor in AncestorsAsync(conversationId, replyId, cancellationToken))
        {
            var cost = TokenEstimate.Of(ancestor.Text) + TokensPerMessage + (images?.TokensOf(ancestor.Id) ?? 0);
            if (messages.Count > before && used + cost > budget)
            {
                break;
            }

            used += cost;
            if (ancestor.Text.Length > 0)
            {
                var text = ancestor.Cites ? CitationMark.Without(ancestor.Text) : ancestor.Text;
                var pictures = images is null ? [] : await images.OfAsync(ancestor.Id, cancellationToken);
                messages.Add(pictures.Count == 0 ? new(RoleOf(ancestor.Role), text) : new(RoleOf(ancestor.Role), [new TextContent(text), .. pictures]));
            }
        }

        return used;
    }

    /// <summary>The reply's text, or as much of its end as the budget takes.</summary>
    private async Task<string> PartialReplyAsync(Guid replyId, int budget, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var text = await db.Messages.AsNoTracking().Where(m => m.Id == replyId).Select(m => m.Text).SingleAsync(cancellationToken);
        while (TokenEstimate.Of(text) > budget && text.Length > 1)
        {
            text = text[(text.Length / 4)..];
        }

        return text.Length > 0 && char.IsLowSurrogate(text[0]) ? text[1..] : text;
    }

    /// <summary>
    /// From the reply's parent up to the root. A parent's number is always smaller than its child's, so the path is found in pages going
    /// backwards, and no more is read than the budget takes.
    /// </summary>
    private async IAsyncEnumerable<Ancestor> AncestorsAsync(
        Guid conversationId, Guid replyId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var reply = await db.Messages.AsNoTracking().Where(m => m.Id == replyId)
            .Select(m => new { m.ParentId, m.Seq }).SingleAsync(cancellationToken);
        var (wanted, before) = (reply.ParentId, reply.Seq);
        while (wanted is not null)
        {
            var page = await db.Messages.AsNoTracking()
                .Where(m => m.ConversationId == conversationId && m.Seq < before)
                .OrderByDescending(m => m.Seq).Take(PageSize)
                .Select(m => new Ancestor(m.Id, m.ParentId, m.Seq, m.Role, m.Text, m.Citations)).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var message in page.Where(message => message.Id == wanted))
            {
                yield return message;
                wanted = message.ParentId;
            }

            before = page[^1].Seq;
        }
    }

    private static ChatRole RoleOf(MessageRole role) => role switch
    {
        MessageRole.System => ChatRole.System,
        MessageRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };

    private sealed record Ancestor(Guid Id, Guid? ParentId, long Seq, MessageRole Role, string Text, IReadOnlyList<Citation> Citations)
    {
        /// <summary>Whether it refers to passages, by numbers that mean other ones now.</summary>
        public bool Cites => Citations.Count > 0;
    }
}
