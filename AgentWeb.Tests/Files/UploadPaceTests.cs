using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Files;

public sealed class UploadPaceTests
{
    [Fact]
    public async Task Take_TwoUploads_ShareTheRate()
    {
        var time = new ManualTime();
        var services = new ServiceCollection().Configure<FilesOptions>(options => options.UploadRate = 1_000_000).BuildServiceProvider();
        var pace = new UploadPace(new(services.GetRequiredService<IOptionsMonitor<FilesOptions>>(), []), time);

        var (first, second, third) = (pace.TakeAsync(100_000, CancellationToken.None), pace.TakeAsync(100_000, CancellationToken.None), pace.TakeAsync(100_000, CancellationToken.None));

        Assert.True(first.IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await second.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await third.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        // A pause is no credit: what comes after it does not come at once.
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(pace.TakeAsync(100_000, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(pace.TakeAsync(100_000, CancellationToken.None).IsCompleted);
    }
}
