using AgentWeb.Core.Chat;
using AgentWeb.Core.Context;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Context;

public sealed class ImagesTests
{
    [Fact]
    public async Task BuildAsync_ModelThatSees_GetsThePicturesOfTheirMessages()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var (sent, bytes) = await SendAsync(host, ada, "What is this?", Pictures.Gif(100, 50));

        var prompt = await BuildAsync(host, ada, sent, vision: true);

        var message = Assert.Single(prompt.Messages);
        Assert.Equal("What is this?", message.Text);
        var image = Assert.Single(message.Contents.OfType<DataContent>());
        Assert.Equal(("image/gif", true), (image.MediaType, image.Data.Span.SequenceEqual(bytes)));
    }

    [Fact]
    public async Task BuildAsync_ModelThatDoesNotSee_IsToldThatThereIsAPicture()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var (sent, _) = await SendAsync(host, ada, "What is this?", Pictures.Gif(100, 50));

        var prompt = await BuildAsync(host, ada, sent, vision: false);

        Assert.Equal([ChatRole.System, ChatRole.User], prompt.Messages.Select(m => m.Role));
        Assert.Contains("“photo.gif” is a picture, which you cannot see".Replace('“', '"').Replace('”', '"'), prompt.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(prompt.Messages, m => m.Contents.OfType<DataContent>().Any());
    }

    [Fact]
    public async Task BuildAsync_PictureThatIsGone_IsNamedInItsPlace()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var (sent, _) = await SendAsync(host, ada, "What is this?", Pictures.Gif(100, 50));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(host.Get<AgentWeb.Core.Data.DatabaseSettings>().DataDirectory, "files"), "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        var prompt = await BuildAsync(host, ada, sent, vision: true);

        Assert.Contains("“photo.gif”", Assert.Single(prompt.Messages).Text, StringComparison.Ordinal);
    }

    private static async Task<(SendReceipt Sent, byte[] Bytes)> SendAsync(ChatHost host, Guid owner, string text, byte[] picture)
    {
        var uploaded = await host.Get<UploadFile>().RunAsync(owner, "photo.gif", new MemoryStream(picture), picture.Length, CancellationToken.None);
        Assert.True(uploaded.Succeeded, uploaded.Error?.Message);
        var sent = await host.Get<SendMessage>().RunAsync(owner, new(text, FileIds: [uploaded.Value.Id]), CancellationToken.None);
        (await host.Model.NextCallAsync()).Say("A picture.").End();
        await host.EndOfAsync(sent.Value!);
        return (sent.Value!, picture);
    }

    private static async Task<Prompt> BuildAsync(ChatHost host, Guid owner, SendReceipt sent, bool vision)
    {
        var settings = await host.Get<ReadConversationSettings>().OfAsync(sent.ConversationId, CancellationToken.None);
        return await host.Get<ContextBuilder>().BuildAsync(
            new(owner, sent.ConversationId, sent.MessageId, ScriptedModel.Describe("m") with { Vision = vision }, 1000, settings), CancellationToken.None);
    }
}
