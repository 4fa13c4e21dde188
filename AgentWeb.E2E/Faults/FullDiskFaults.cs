namespace AgentWeb.E2E.Faults;

/// <summary>The disk is full: a small one in memory, mounted where only the server's process sees it, so that it goes with it.</summary>
public sealed class FullDiskFaults(FullDiskFaults.SmallDisk stage) : UnwritableStorage(stage), IClassFixture<FullDiskFaults.SmallDisk>
{
    private string Filler => Path.Combine(stage.MountedData, "filler");

    protected override async Task TakeAwayAsync()
    {
        await using var filler = File.Create(Filler, bufferSize: 0);
        for (var block = new byte[64 * 1024]; block.Length > 0; block = new byte[block.Length / 2])
        {
            try
            {
                while (true)
                {
                    await filler.WriteAsync(block);
                }
            }
            catch (IOException)
            {
                // Full, for blocks of this size.
            }
        }
    }

    protected override Task GiveBackAsync()
    {
        File.Delete(Filler);
        return Task.CompletedTask;
    }

    /// <summary>A data directory of 24 MB.</summary>
    public sealed class SmallDisk : FaultStage
    {
        /// <summary>The data directory as this process reaches it.</summary>
        public string MountedData => $"/proc/{Server.ProcessId}/root{Server.DataDirectory}";

        /// <inheritdoc/>
        internal override DatabaseFile Database => new DatabaseFile(MountedData).CopyTo(Path.Combine(Server.DataDirectory, "copy"));

        /// <inheritdoc/>
        protected override IReadOnlyList<string> Launcher =>
            ["unshare", "--map-root-user", "--mount", "sh", "-c", "mkdir -p $DATA && mount -t tmpfs -o size=24m tmpfs $DATA && exec \"$@\"", "sh"];
    }
}
