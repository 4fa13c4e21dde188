using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>A tab, with the words of the chat: what a person does in it and sees.</summary>
public sealed partial class JourneyPage(IPage page, Uri address)
{
    /// <summary>Notes, whenever it begins or ends to be shown that there is a connection again, whether it is seen and what is said.</summary>
    private const string NoteConnection = """
        (() => {
          const noted = window.connectionNoted = [];
          const note = () => noted.push({
            shown: document.querySelector('.connection-back').checkVisibility({ visibilityProperty: true }),
            said: document.querySelector('[data-connection-said]').textContent,
          });
          new MutationObserver(note).observe(document, { subtree: true, attributeFilter: ['data-back'] });
        })()
        """;

    /// <summary>The tab.</summary>
    public IPage Page { get; } = page;

    /// <summary>What went wrong in it.</summary>
    public PageProblems Problems { get; } = new(page, address);

    /// <summary>The field that messages are written in.</summary>
    public ILocator Composer => Page.Locator("textarea#composer");

    /// <summary>The messages of the person.</summary>
    public ILocator Asked => Page.Locator("article[data-role=user]");

    /// <summary>The replies.</summary>
    public ILocator Replies => Page.Locator("article[data-role=assistant]");

    /// <summary>The newest reply.</summary>
    public ILocator Reply => Replies.Last;

    /// <summary>The messages that wait in the browser for the connection.</summary>
    public ILocator NotSent => Page.Locator("[data-outbox] li");

    /// <summary>The text of the newest reply, rendered.</summary>
    public ILocator ReplyText => Reply.Locator(".reply-text");

    /// <summary>What stands in the place of Send while a reply is written.</summary>
    public ILocator StopButton => Page.Locator("[data-stop]");

    /// <summary>What the newest reply says about how it ended.</summary>
    public ILocator Notice => Reply.Locator(".notice");

    /// <summary>The button of the newest reply that asks again.</summary>
    public ILocator RetryButton => Reply.GetByRole(AriaRole.Button, new() { Name = "Retry" });

    /// <summary>The conversations in the sidebar.</summary>
    public ILocator Conversations => Page.Locator("nav[aria-label=Conversations] li[data-session-id]");

    /// <summary>The public id of the conversation that is open.</summary>
    public string SessionId => new Uri(Page.Url).Segments[^1];

    /// <summary>Goes to an address of the server and waits until the page has loaded.</summary>
    public Task<IResponse?> OpenAsync(string path) => Page.GotoAsync(new Uri(address, path).ToString());

    /// <summary>Signs in as a person does; afterwards the chat is ready to be used.</summary>
    public async Task SignInAsync(TestAccount account, string path = "/signin")
    {
        await OpenAsync(path);
        await Page.GetByLabel("Email").FillAsync(account.Email);
        await Page.GetByLabel("Password").FillAsync(account.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await UsableAsync();
    }

    /// <summary>
    /// Signs in without showing the form, where signing in is not what a journey is about: the same request as the form's, from the same
    /// browser, without a page to draw. Afterwards the chat is ready to be used.
    /// </summary>
    public async Task EnterAsync(TestAccount account)
    {
        var signIn = new Uri(address, "/signin").ToString();
        var form = await Page.APIRequest.GetAsync(signIn);
        var token = AntiforgeryValue().Match(await form.TextAsync()).Groups["value"].Value;
        var fields = Page.APIRequest.CreateFormData();
        fields.Set("_handler", "signin");
        fields.Set("__RequestVerificationToken", token);
        fields.Set("Email", account.Email);
        fields.Set("Password", account.Password);
        var answer = await Page.APIRequest.PostAsync(signIn, new() { Form = fields, MaxRedirects = 0 });
        if (answer.Status != 302)
        {
            throw new InvalidOperationException($"Signing in was answered with {answer.Status}.");
        }

        await OpenChatAsync();
    }

    /// <summary>Opens a page of the chat and waits until it can be used.</summary>
    public async Task OpenChatAsync(string path = "/")
    {
        await OpenAsync(path);
        await UsableAsync();
    }

    /// <summary>From the next page on, this tab does not hear of what other tabs store.</summary>
    public Task HearNothingAsync() =>
        Page.AddInitScriptAsync("addEventListener('storage', event => event.stopImmediatePropagation(), { capture: true });");

    /// <summary>Loads the page anew and waits until it can be used.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await UsableAsync();
    }

    /// <summary>Waits until Enter sends: the composer takes the focus once it listens.</summary>
    public Task UsableAsync() => Expect(Page.Locator("[data-listening] textarea#composer")).ToBeFocusedAsync();

    /// <summary>Turns to a conversation that does not exist yet.</summary>
    public async Task NewChatAsync()
    {
        await Page.Locator("[data-new-chat]").ClickAsync();
        await Expect(Asked).ToHaveCountAsync(0);
    }

    /// <summary>Writes a message and sends it by Enter; returns when it stands in the transcript.</summary>
    public async Task AskAsync(string text)
    {
        var before = await Asked.CountAsync();
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
        await Expect(Asked).ToHaveCountAsync(before + 1);
    }

    /// <summary>Writes a message, sends it, and waits until the reply to it is complete and the address that of the conversation.</summary>
    public async Task AskToTheEndAsync(string text)
    {
        var before = await Replies.CountAsync();
        await AskAsync(text);
        await Expect(Replies).ToHaveCountAsync(before + 1);
        await StatusBecomesAsync("complete");
        await ConversationOpensAsync();
    }

    /// <summary>Waits until the newest reply has a status.</summary>
    public Task StatusBecomesAsync(string status) => Expect(Reply).ToHaveAttributeAsync("data-status", status);

    /// <summary>Waits until the newest reply shows some text.</summary>
    public Task ReplyShowsAsync(string text) => Expect(ReplyText).ToContainTextAsync(text);

    /// <summary>
    /// All of the newest reply's text, as it is copied: a browser tells nothing of the blocks that are far from view, nor of one that it has not
    /// painted yet.
    /// </summary>
    public Task<string> WholeReplyTextAsync() => ReplyText.EvaluateAsync<string>(
        """
        text => {
          text.classList.add('laid-out');
          try {
            return text.innerText;
          } finally {
            text.classList.remove('laid-out');
          }
        }
        """);

    /// <summary>Begins to note what is told of the connection, in this page and in those that are loaded in its place.</summary>
    public async Task NoteConnectionAsync()
    {
        await Page.AddInitScriptAsync(NoteConnection);
        await Page.EvaluateAsync(NoteConnection);
    }

    /// <summary>
    /// Waits until it was shown and said, since <see cref="NoteConnectionAsync"/>, that there is a connection again. That lasts for seconds only: who
    /// looks for it afterwards may come too late.
    /// </summary>
    public Task ConnectionComesBackAsync() => Page.WaitForFunctionAsync(
        "() => window.connectionNoted?.some(({ shown, said }) => shown && said === 'Connected again.')");

    /// <summary>Waits until the address is that of a conversation.</summary>
    public Task ConversationOpensAsync() => Expect(Page).ToHaveURLAsync(new Regex("/c/sess-", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Whether the page can be scrolled sideways, which none may.</summary>
    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryValue();
}
