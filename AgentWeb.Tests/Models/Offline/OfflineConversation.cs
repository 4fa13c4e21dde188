using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Offline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Models.Offline;

/// <summary>Talks to the built-in assistant on a fixed day: Thursday, 20 November 2025, 14:05 UTC.</summary>
internal sealed class OfflineConversation
{
    public static readonly DateTimeOffset Now = new(2025, 11, 20, 14, 5, 0, TimeSpan.Zero);

    private readonly OfflineBrain _brain = new ServiceCollection()
        .AddOptions().Configure<ModelsOptions>(_ => { })
        .AddSingleton(TimeProvider.System)
        .AddOfflineAssistant()
        .BuildServiceProvider()
        .GetRequiredService<OfflineBrain>();

    public List<ChatMessage> Messages { get; } = [];

    public string? Reasoning { get; private set; }

    /// <summary>The answer to a question that is not the first, so that nothing introduces itself.</summary>
    public static string Ask(string question)
    {
        var conversation = new OfflineConversation();
        conversation.Messages.Add(new ChatMessage(ChatRole.User, "hello"));
        conversation.Messages.Add(new ChatMessage(ChatRole.Assistant, "Hello."));
        return conversation.Say(question);
    }

    public string Say(string message)
    {
        Messages.Add(new ChatMessage(ChatRole.User, message));
        var answer = _brain.Answer(Messages, Now);
        Messages.Add(new ChatMessage(ChatRole.Assistant, answer.Text));
        Reasoning = answer.Reasoning;
        return answer.Text;
    }
}
