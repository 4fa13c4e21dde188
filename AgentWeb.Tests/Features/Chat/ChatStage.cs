using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Settings;
using AgentWeb.Core.Sharing;
using AgentWeb.Features.Chat;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>The chat of somebody, on a database and a clock that the test has in its hand: what changes is looked at when the clock moves.</summary>
internal sealed class ChatStage : IAsyncDisposable
{
    private readonly SidebarStage _stage;

    private ChatStage(SidebarStage stage, ManualTime time)
    {
        (_stage, Time, Reads, SettingReads) = (stage, time, new(stage.Host.Contexts), new(stage.Host.Contexts));
        var services = stage.Pages.Services;
        services.AddSingleton(new ReadTranscript(Reads));
        services.AddSingleton(new ReadConversationSettings(SettingReads));
        services.AddSingleton(new MessageCeiling(new ChatOptions().MaxMessageLength));
        services.AddSingleton(ActivatorUtilities.CreateInstance<RunMessageCommand>(Host.Services));
        services.AddSingleton(ActivatorUtilities.CreateInstance<ConversationCommands>(Host.Services));
        services.AddSingleton(ActivatorUtilities.CreateInstance<StopRun>(
            Host.Services, ActivatorUtilities.CreateInstance<StopOnOtherNode>(Host.Services, time)));
        services.AddSingleton(On<ReadReplyDetails>());
        services.AddSingleton(On<ListPrompts>());
        services.AddSingleton(On<ShareConversation>());
        services.AddSingleton(On<RevokeShare>());
        services.AddSingleton(On<ListShares>());
    }

    public BunitContext Pages => _stage.Pages;

    public ChatHost Host => _stage.Host;

    public Guid OwnerId => _stage.OwnerId;

    public ManualTime Time { get; }

    /// <summary>What messages are read by.</summary>
    public UnsteadyContexts Reads { get; }

    /// <summary>What is read behind them.</summary>
    public UnsteadyContexts SettingReads { get; }

    /// <summary>What details, prompts and shares are read by.</summary>
    public UnsteadyContexts Contexts => _stage.Contexts;

    /// <summary>Somebody new.</summary>
    public static async Task<ChatStage> StartAsync()
    {
        var time = new ManualTime();
        return new(await SidebarStage.StartAsync(time), time);
    }

    /// <summary>Goes elsewhere; ends when that is shown, or not wanted any more.</summary>
    public static Task GoAsync(IRenderedComponent<ChatPage> page, Guid conversationId) => page.InvokeAsync(() => page.Instance.SetParametersAsync(
        ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ChatPage.SessionId)] = Address(conversationId) })));

    /// <summary>What was asked, as far as it is shown.</summary>
    public static IReadOnlyList<string> Asked(IRenderedComponent<ChatPage> page) => [.. page.FindAll(".user-text").Select(text => text.TextContent)];

    /// <summary>The page of a conversation, which may not be read yet.</summary>
    public IRenderedComponent<ChatPage> Render(Guid conversationId) =>
        Pages.Render<ChatPage>(parameters => parameters.Add(page => page.SessionId, Address(conversationId)));

    /// <summary>The page of a conversation, once it is shown.</summary>
    public async Task<IRenderedComponent<ChatPage>> OpenAsync(Guid conversationId)
    {
        var page = Render(conversationId);
        await Eventually.TrueAsync(() => page.FindAll(".user-text").Count > 0, "the conversation is shown");
        return page;
    }

    /// <summary>A message that another node answers, of which nothing is heard.</summary>
    public async Task<SendReceipt> HeldElsewhereAsync(string text)
    {
        await Host.Get<PauseQueue>().RunAsync(OwnerId, paused: true, CancellationToken.None);
        var sent = await Host.SendAsync(OwnerId, text);
        var until = Time.GetUtcNow().AddHours(1);
        await using var db = await Host.Contexts.CreateDbContextAsync();
        await db.Jobs.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, "dead/1").SetProperty(j => j.LeaseUntil, until));
        return sent;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        Reads.Dispose();
        SettingReads.Dispose();
    }

    private static string Address(Guid conversationId) => PublicId.Format(PublicId.Session, conversationId);

    private T On<T>() => ActivatorUtilities.CreateInstance<T>(Host.Services, Contexts);
}
