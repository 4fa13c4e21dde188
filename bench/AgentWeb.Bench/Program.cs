using AgentWeb.Bench.Streaming;

// Each command prints its figures beside the bars that they have to meet.
return args switch
{
    ["stream", ..] => await StreamCommand.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Commands: stream [kind]");
    return 2;
}
