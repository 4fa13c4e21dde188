using System.Globalization;
using System.Text.Json;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Files.Reading;

/// <summary>
/// The reader's side: takes one order as a line of JSON, writes what it reads as frames, and ends. Meanwhile it is told in further lines when its share of
/// a processor changes. It knows nothing else: no configuration, no database, no secret.
/// </summary>
public static class ReaderCommand
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Reads the file that is ordered. When the input ends before, the server is gone, and so is this process.</summary>
    /// <returns>The exit code; what is wrong with a file is no failure.</returns>
    public static async Task<int> RunAsync()
    {
        var input = new StreamReader(Console.OpenStandardInput()); // Not disposed of: a thread reads from it until the process ends.
        await using var output = new BufferedStream(Console.OpenStandardOutput(), BufferSize);
        using var frames = new FrameWriter(output);
        if (await input.ReadLineAsync() is not { } line || JsonSerializer.Deserialize<ReadingOrder>(line) is not { } order)
        {
            return 2;
        }

        frames.WriteBegun();
        await output.FlushAsync();
        var share = new ToldShare(order.CpuShare);
        var server = new Thread(() => Obey(input, share)) { IsBackground = true, Name = "server" };
        server.Start();
        await WriteAsync(order, share, frames);
        return 0;
    }

    private static async Task WriteAsync(ReadingOrder order, ToldShare told, FrameWriter frames)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .Configure<FilesOptions>(options => options.Limits = order.Limits)
            .AddFileReading()
            .BuildServiceProvider();
        var share = new CpuShare(() => told.Value, TimeProvider.System, () => Environment.CpuUsage.TotalTime);
        try
        {
            var items = services.GetRequiredService<FileReader>().ReadAsync(order, share, new Written(frames), CancellationToken.None);
            await foreach (var item in items)
            {
                frames.WriteItem(item);
            }

            frames.WriteEnd();
        }
        catch (FileRefusedException refused)
        {
            frames.WriteRefused(refused.Error);
        }
        catch (OutOfMemoryException)
        {
            frames.WriteRefused(FileErrors.TooHard);
        }
    }

    /// <summary>Until the server is gone.</summary>
    private static void Obey(StreamReader input, ToldShare share)
    {
        while (input.ReadLine() is { } line)
        {
            share.Value = double.TryParse(line, CultureInfo.InvariantCulture, out var told) && told is > 0 and <= 1 ? told : share.Value;
        }

        Environment.Exit(0);
    }

    /// <summary>What the server said last.</summary>
    private sealed class ToldShare(double share)
    {
        private double _value = share;

        public double Value
        {
            get => Volatile.Read(ref _value);
            set => Volatile.Write(ref _value, value);
        }
    }

    /// <summary>Extractors tell progress between their parts, when no frame is being written.</summary>
    private sealed class Written(FrameWriter frames) : IProgress<double>
    {
        public void Report(double value) => frames.WriteProgress(value);
    }
}
