using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.Chat;

public sealed class WaitTextTests
{
    [Theory]
    [InlineData(0, 0, "Waiting in line", "Wartet in der Reihe")]
    [InlineData(1, 0, "Next in line", "Als Nächstes an der Reihe")]
    [InlineData(1, 8, "Next in line, a few seconds", "Als Nächstes an der Reihe, ein paar Sekunden")]
    [InlineData(2, 40, "2nd in line, about 40 s", "Platz 2 in der Reihe, etwa 40 s")]
    [InlineData(11, 90, "11th in line, about 1.5 min", "Platz 11 in der Reihe, etwa 1,5 min")]
    [InlineData(23, 1500, "23rd in line, about 25 min", "Platz 23 in der Reihe, etwa 25 min")]
    public void Of_Place_IsSaidInTheLanguage(int position, int seconds, string english, string german)
    {
        var wait = new QueueWait(position, TimeSpan.FromSeconds(seconds));

        Assert.Equal(english, Spoken.In("en", words => WaitText.Of(wait, words)));
        Assert.Equal(german, Spoken.In("de", words => WaitText.Of(wait, words)));
    }

    [Fact]
    public void Of_File_IsNamedAndHasNoPlace()
    {
        var wait = QueueWait.For("report.pdf");

        Assert.Equal("Waits for report.pdf", Spoken.In("en", words => WaitText.Of(wait, words)));
        Assert.Equal("Wartet auf report.pdf", Spoken.In("de", words => WaitText.Of(wait, words)));
    }

    [Fact]
    public void Of_Retry_SaysWhenAndWhichAttempt()
    {
        var retry = new RetryEvent(Attempt: 1, MaxAttempts: 3, DelayMs: 1400);

        Assert.Equal("The model server did not answer. Trying again in 1 s (attempt 2 of 3)", Spoken.In("en", words => WaitText.Of(retry, words)));
        Assert.Equal("Der Modellserver hat nicht geantwortet. Neuer Versuch in 1 s (Versuch 2 von 3)", Spoken.In("de", words => WaitText.Of(retry, words)));
    }
}
