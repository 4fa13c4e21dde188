using AgentWeb.Bench.Database;
using AgentWeb.Bench.Files;
using AgentWeb.Bench.Latency;
using AgentWeb.Bench.Load;
using AgentWeb.Bench.Memory;
using AgentWeb.Bench.Page;
using AgentWeb.Bench.Relay;
using AgentWeb.Bench.Retrieval;
using AgentWeb.Bench.Streaming;

// Each command is a class of its own; its name is the first argument.
return args switch
{
    ["stream", .. var rest] => await StreamCommand.RunAsync(rest),
    ["latency", .. var rest] => await LatencyCommand.RunAsync(rest),
    ["page", .. var rest] => await PageCommand.RunAsync(rest),
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["relay", .. var rest] => await RelayCommand.RunAsync(rest),
    ["memory", .. var rest] => await MemoryCommand.RunAsync(rest),
    ["database", .. var rest] => await DatabaseCommand.RunAsync(rest),
    ["operations", .. var rest] => await OperationsCommand.RunAsync(rest),
    ["retrieval", .. var rest] => await RetrievalCommand.RunAsync(rest),
    ["files", .. var rest] => await FilesCommand.RunAsync(rest),
    ["bare-proxy", .. var rest] => await BareProxy.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        AgentWeb.Bench measures and says what it measured. Build it with -c Release, and let nothing else run meanwhile.

          stream [kind]                                                 processor time and circuit bytes of a long reply
          latency [--repeat 3] [--only steady,rich,first,burst,cost,crowd] from the model server's write to the page, beside a bare page
          page [--repeat 5]                                             first visit, and start of the server
          load [--streams 600] [--circuits 200] [--seconds 15] [--only streams,circuits]
                                                                        running streams at once, and how late their tokens become
          relay [--streams 300] [--seconds 10] [--repeat 2]             processor time for an event, beside a bare proxy
          memory [--circuits 200] [--conversations 2000]                what open pages cost, and whether closed ones go
          files [--streams 50] [--repeat 4] [--share 0.3] [--only memory,streams,hostile]
                                                                what streams notice of files beside them, memory of an upload, and how
                                                                soon hostile files end in an error
          database [--messages 1000000] [--jobs 10000] [--repeat 500]   use cases on a large SQLite file, and at a tenth of it
          operations [--users 200] [--models 5] [--days 365] [--jobs 10000]
                                                                        a year of use, and a page of a long queue, as an administrator opens them
          retrieval [--all]                                             whether the passage that answers a question is found
        """);
    return 2;
}
